"""Writing, initialling, signing and sending back a decision draft: every allowed cell, and what refuses."""

import pytest
from django.core.exceptions import ValidationError

from council.actions import decisions, drafts
from council.models import DecisionDraft
from portal.kit.verdict import Refused
from portal.members import roles
from tests.factories import decisions as make
from tests.factories.members import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def fresh(draft):
    return DecisionDraft.objects.get(pk=draft.pk)


def refusal(action, **kwargs):
    with pytest.raises(Refused) as refused:
        action(**kwargs)
    return refused.value.verdict.rule


def edit(draft, actor, **kwargs):
    values = {"revision": draft.revision, "title": draft.title, "parts": {}, "follow_ups": [], **kwargs}
    return drafts.edit_draft(draft=draft, actor=actor, **values)


# Every allowed cell through its action


def test_the_secretariat_edits_and_each_edit_is_a_revision_of_somebody(house):
    draft = make.draft(house)
    edit(draft, house.other_editor, title="Judul baru", parts={"background": "Latar *baru*"})
    draft = fresh(draft)
    assert (draft.title, draft.background, draft.revision) == ("Judul baru", "Latar *baru*", 2)
    assert [e.editor for e in draft.edits.all()] == [house.editor, house.other_editor]


def test_the_head_initials_the_chair_and_the_secretary_sign_a_recommendation(house):
    draft = drafts.initial_draft(draft=make.draft(house), actor=house.head)
    assert fresh(draft).state == "initialled"
    draft = drafts.sign_draft(draft=draft, actor=house.secretary)
    assert fresh(draft).state == "initialled"
    draft = drafts.sign_draft(draft=draft, actor=house.chair)
    assert fresh(draft).state == "signed"


def test_a_decision_is_signed_by_the_chair_alone(house):
    draft = make.initialled(house, kind="KEP")
    assert refusal(drafts.sign_draft, draft=draft, actor=house.secretary) == "decision_draft.sign.kind"
    assert drafts.sign_draft(draft=draft, actor=house.chair).state == "signed"


@pytest.mark.parametrize("state", ["initialled", "signed"])
@pytest.mark.parametrize("who", ["head", "chair", "secretary"])
def test_sending_back_makes_initial_and_signatures_lapse(house, state, who):
    draft = make.initialled(house) if state == "initialled" else make.signed(house)
    back = drafts.send_back_draft(draft=draft, reason="Salah nama.", actor=getattr(house, who))
    assert fresh(back).state == "draft"
    assert not back.signatures.filter(lapsed_at=None).exists()
    # And everything can be given anew.
    assert make.signed(house, fresh(back)).state == "signed"


def test_a_draft_that_was_sent_back_needs_a_reason(house):
    with pytest.raises(ValidationError) as error:
        drafts.send_back_draft(draft=make.initialled(house), reason=" ", actor=house.head)
    assert "reason" in error.value.message_dict


# Who edited may not initial or sign


def test_a_head_who_edited_any_revision_may_not_initial(house):
    draft = edit(make.draft(house), house.head)
    draft = edit(draft, house.editor)
    assert refusal(drafts.initial_draft, draft=draft, actor=house.head) == "decision_draft.own_edit"
    another = staff(roles.HEAD_OF_SECRETARIAT)
    assert drafts.initial_draft(draft=draft, actor=another).state == "initialled"


@pytest.mark.parametrize("superuser", [False, True])
def test_a_chair_who_edited_may_not_sign_even_after_it_was_sent_back(house, superuser):
    chair = house.chair
    chair.groups.add(*house.editor.groups.all())
    chair.is_superuser = superuser
    chair.save()
    draft = edit(make.draft(house), house.chair)
    draft = drafts.send_back_draft(draft=make.initialled(house, draft), reason="Ulang.", actor=house.head)
    draft = edit(fresh(draft), house.editor)
    draft = drafts.initial_draft(draft=draft, actor=house.head)
    assert refusal(drafts.sign_draft, draft=draft, actor=house.chair) == "decision_draft.own_edit"


def test_a_superuser_without_an_office_may_do_nothing(house):
    nobody = house.people.author
    nobody.is_superuser = nobody.is_staff = True
    nobody.save()
    roles.forget(nobody)
    draft = make.draft(house)
    assert refusal(edit, draft=draft, actor=nobody) == "decision_draft.edit.who"
    assert refusal(drafts.initial_draft, draft=draft, actor=nobody) == "decision_draft.initial.who"
    draft = make.initialled(house, draft)
    assert refusal(drafts.sign_draft, draft=draft, actor=nobody) == "decision_draft.sign.who"
    rule = refusal(drafts.send_back_draft, draft=draft, reason="x", actor=nobody)
    assert rule == "decision_draft.send_back.who"
    draft = make.signed(house)
    assert refusal(decisions.enact_decision, draft=draft, actor=nobody) == "decision_draft.enact.who"


def test_nobody_signs_twice(house):
    draft = drafts.sign_draft(draft=make.initialled(house), actor=house.chair)
    assert refusal(drafts.sign_draft, draft=draft, actor=house.chair) == "decision_draft.sign.twice"


def test_whoever_initialled_does_not_sign(house):
    chair = house.chair
    chair.groups.add(*house.head.groups.all())
    draft = drafts.initial_draft(draft=make.draft(house), actor=house.chair)
    assert refusal(drafts.sign_draft, draft=draft, actor=house.chair) == "decision_draft.sign.same_person"


# Editing


def test_two_editors_never_overwrite_each_other(house):
    draft = make.draft(house)
    edit(draft, house.editor, title="Yang pertama")
    rule = refusal(edit, draft=draft, actor=house.other_editor, title="Yang kedua")
    assert rule == "decision_draft.edit.revision"
    assert fresh(draft).title == "Yang pertama"
    assert fresh(draft).edits.count() == 2


@pytest.mark.parametrize("state", ["initialled", "signed"])
def test_an_initialled_draft_is_no_longer_edited(house, state):
    draft = make.initialled(house) if state == "initialled" else make.signed(house)
    assert refusal(edit, draft=draft, actor=house.editor) == "decision_draft.edit.state"


def test_the_parts_that_follow_from_the_motions_are_prefilled_in_the_councils_language(house):
    draft = make.draft(house)
    assert draft.background == draft.draft_motions.get().motion.proposal.summary
    assert draft.considerations == "Setujui."
    assert "Peraturan Wali Kota Bekasi" in draft.legal_basis
    decision = make.draft(house, kind="KEP")
    assert "bahwa Sidang Pleno" in decision.considerations
    assert decision.attention.startswith("Berita acara")


def test_a_follow_up_needs_a_proposal_of_the_draft_and_a_city_agency(house):
    draft = make.draft(house)
    line = make.lines(house, draft)[0]
    other = make.adopted(house).proposal_id
    wrong = [
        {"proposal_id": other},
        {"agency_id": house.people.organisation.pk},
        {"agency_id": 10**15},
        {"what": " "},
        {"due_on": make.clock.today()},
    ]
    for change in wrong:
        bad = drafts.FollowUpLine(**{**line.__dict__, **change})
        with pytest.raises(ValidationError) as error:
            edit(draft, house.editor, follow_ups=[bad])
        assert "follow_ups" in error.value.message_dict
    assert not fresh(draft).follow_up_drafts.exists()


def test_only_a_recommendation_proposes_follow_ups(house):
    recommendation = make.draft(house)
    with pytest.raises(ValidationError):
        edit(make.draft(house, kind="KEP"), house.editor, follow_ups=make.lines(house, recommendation))


def test_an_oversized_part_is_refused_and_nothing_saved(house):
    draft = make.draft(house)
    with pytest.raises(ValidationError) as error:
        edit(draft, house.editor, title="Baru", parts={"risks": "x" * 20_001})
    assert "risks" in error.value.message_dict
    assert fresh(draft).title != "Baru"


# What may stand on one paper


def test_a_draft_rests_on_adopted_motions(house):
    motion = make.adopted(house)
    make.Motion.objects.filter(pk=motion.pk).update(state="withdrawn")
    create = {"kind": "REK", "title": "Judul", "actor": house.editor}
    rule = refusal(drafts.create_draft, motions=[motion], **create)
    assert rule == "decision_draft.motions.adopted"
    assert refusal(drafts.create_draft, motions=[], **create) == "decision_draft.motions.none"


def test_a_motion_is_put_on_paper_once(house):
    motion = make.adopted(house)
    make.draft(house, motion)
    rule = refusal(drafts.create_draft, kind="REK", title="Lagi", motions=[motion], actor=house.other_editor)
    assert rule == "decision_draft.motions.taken"


def test_a_draft_holds_motions_of_one_session(house):
    motions = [make.adopted(house), make.adopted(house)]
    rule = refusal(drafts.create_draft, kind="REK", title="Dua", motions=motions, actor=house.editor)
    assert rule == "decision_draft.motions.session"


@pytest.mark.parametrize(
    ("outcome", "own_affairs", "kind"),
    [
        ("accepted", False, "REK"),
        ("accepted_with_changes", False, "REK"),
        ("not_accepted", False, "KEP"),
        ("deferred", False, "KEP"),
        ("accepted", True, "KEP"),
    ],
)
def test_what_was_accepted_is_a_recommendation_everything_else_a_decision(house, outcome, own_affairs, kind):
    motion = make.adopted(house, outcome=outcome, own_affairs=own_affairs)
    other = "KEP" if kind == "REK" else "REK"
    rule = refusal(drafts.create_draft, kind=other, title="Judul", motions=[motion], actor=house.editor)
    assert rule == "decision_draft.motions.kind"
    made = drafts.create_draft(kind=kind, title="Judul", motions=[motion], actor=house.editor)
    assert made.kind == kind


@pytest.mark.parametrize("who", ["chair", "secretary", "liaison"])
def test_only_the_secretariat_begins_a_draft(house, who):
    rule = refusal(
        drafts.create_draft,
        kind="REK",
        title="Judul",
        motions=[make.adopted(house)],
        actor=getattr(house, who),
    )
    assert rule == "decision_draft.create.who"
