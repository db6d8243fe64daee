"""Arguing about a text: a suggestion taken over in part, one answer to several, read by a visitor."""

from typing import Any

import pytest

from proposals.models import AuthorAnswer, Comment, Proposal, Version
from tests.factories.members import member
from tests.factories.proposals import Cast, cast, in_discussion
from tests.proposals.test_threads import grow

from .pages_site import served
from .person import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Marks words of a paragraph as a finger or a mouse does.
MARK = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.data.indexOf(words);
    if (start < 0) continue;
    document.getSelection().setBaseAndExtent(node, start, node, start + words.length);
    return;
  }
}"""


class Argument:
    """The people at their browsers around one proposal in discussion."""

    def __init__(self, chromium: Any, site: str, *, javascript: bool) -> None:
        self.people: Cast = cast()
        self.proposal = in_discussion(self.people)
        self.javascript = javascript

        def at_a_browser(user: Any) -> Person:
            email = user.email if user else ""
            return Person(chromium, site, email=email, javascript=javascript)

        self.author = at_a_browser(self.people.author)
        self.lecturer = at_a_browser(member(group=self.people.group, element="academia"))
        self.trader = at_a_browser(member(group=self.people.group, element="business"))
        self.visitor = at_a_browser(None)

    @property
    def address(self) -> str:
        return Proposal.objects.get(pk=self.proposal.pk).get_absolute_url()

    def leave(self) -> None:
        """Close all browsers."""
        for person in (self.author, self.lecturer, self.trader, self.visitor):
            person.leave()

    def suggest(self) -> None:
        path = f"/usulan/{self.proposal.pk}/usulkan-perubahan/"
        if self.javascript:
            self.lecturer.open(self.address)
            self.lecturer.page.evaluate(MARK, ["#p3", "24 angkot"])
            self.lecturer.press("[data-suggest] a")
            self.lecturer.holds("quote", "24 angkot").holds("replacement", "24 angkot")
        else:
            self.lecturer.open(self.address).follow(path)
        typed = {"part": "content", "replacement": "30 angkot", "body": "Enam angkot cadangan."}
        self.lecturer.send(**typed, quote="99 angkot")
        self.lecturer.sees("tidak ada dalam").holds("body", "Enam angkot cadangan.")
        self.lecturer.send(quote="24 angkot")
        self.lecturer.sees("Usul perubahan Anda sudah terbuka", "Enam angkot cadangan.")
        assert self.lecturer.page.locator(".suggestion ins").inner_text() == "30"

    def object_twice(self) -> None:
        for person, body in ((self.trader, "Biayanya belum jelas."), (self.lecturer, "Dananya dari mana?")):
            person.open(self.address).follow("?paragraf=1")
            person.send(stance="objection", body=body)
            person.sees(body, "Tentang paragraf 1")

    def take_over_in_part(self) -> None:
        self.author.open(self.address).sees("3 tanggapan menunggu jawaban pengusul")
        self.author.follow("/terima/").holds("replacement", "30 angkot")
        self.author.send(replacement="28 angkot", body="Dua belum layak jalan.")
        self.author.sees("Diterima sebagian", "Dua belum layak jalan.", "Diambil alih dalam versi 2")
        assert "28 angkot" in Version.objects.get(number=2).content

    def answer_both(self) -> None:
        self.author.follow(f"/usulan/{self.proposal.pk}/jawab/")
        boxes = self.author.page.locator('main [name="comments"]')
        for place in range(boxes.count()):
            boxes.nth(place).check(force=True)
        self.author.send(verdict="noted", body="")
        self.author.sees("Belum terkirim")
        assert all(boxes.nth(place).is_checked() for place in range(boxes.count()))
        self.author.send(body="Rincian biaya kami lampirkan pekan depan.")
        assert AuthorAnswer.objects.get(verdict="noted").comments.count() == 2

    def read(self) -> None:
        self.visitor.open(self.address).sees("Rincian biaya kami lampirkan pekan depan.", "Dicatat")
        self.visitor.follow("/versi/").sees("Mengambil alih", "sebagian")
        self.visitor.follow("/tanggapan/").sees("Enam angkot cadangan.")

    def unfold(self) -> None:
        grow(self.proposal, 1, 60)
        root = Comment.objects.filter(reply_count=60).get()
        last = Comment.objects.filter(root=root).order_by("path").last()
        self.visitor.open(self.address)
        shown = self.visitor.page.locator(".thread article")
        before = shown.count()
        more = self.visitor.page.locator(".thread__more a")
        if self.javascript:
            more.click()
            self.visitor.page.wait_for_function(
                "count => document.querySelectorAll('.thread article').length > count", arg=before
            )
            assert self.visitor.page.url.startswith(self.visitor.site + self.address)
            more.click()
            self.visitor.page.wait_for_selector(f"#tanggapan-{last.pk}")
            assert more.count() == 0
        else:
            self.visitor.press(more)
            self.visitor.sees("Satu utas pembahasan")
            self.visitor.follow("?page=2")
            assert self.visitor.page.locator(f"#tanggapan-{last.pk}").count() == 1
        self.visitor.is_accessible()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_suggestion_is_taken_over_in_part_and_one_answer_serves_several(chromium, tmp_path, javascript):
    with served(tmp_path) as site:
        argument = Argument(chromium, site, javascript=javascript)
        argument.suggest()
        argument.object_twice()
        argument.take_over_in_part()
        argument.answer_both()
        argument.read()
        argument.unfold()
        argument.leave()
