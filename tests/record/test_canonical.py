"""The bytes of an entry, against values computed by hand and by other code."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.record.canonical import canonical_bytes, commitment, commitments, leaf_hash

SALT = bytes(range(32))


def test_the_golden_example_never_changes():
    canonical = canonical_bytes(7, {"verb": commitment("submit", SALT), "id": commitment(231, SALT)})
    assert canonical == (
        b'{"format":1,"sequence":7,"values":{'
        b'"id":"b98516cef5e61f440d3ef7c631817c3de126feffee237893b1415c2efe921cc7",'
        b'"verb":"a5850ff886eddd735c8987c83919515bd15259b07bccb836e867343573360660"}}'
    )
    assert leaf_hash(canonical) == "60adda199bd45612bad7fa4c2f59c15cfd4a4bbf2147a988fa0ae19a67677aeb"


def test_a_commitment_is_hmac_sha256_over_type_and_value():
    def by_hand(message: bytes) -> str:
        # RFC 2104 spelled out: a 32-byte key padded to the block size of SHA-256.
        key = SALT + bytes(32)
        inner = hashlib.sha256(bytes(b ^ 0x36 for b in key) + message).digest()
        return hashlib.sha256(bytes(b ^ 0x5C for b in key) + inner).hexdigest()

    assert commitment("Dibahas – 21 hari", SALT) == by_hand("s:Dibahas – 21 hari".encode())
    assert commitment(-12, SALT) == by_hand(b"i:-12")
    assert by_hand(b"s:x") == hmac.new(SALT, b"s:x", hashlib.sha256).hexdigest()


def test_the_text_1_and_the_number_1_have_different_commitments():
    assert commitment("1", SALT) != commitment(1, SALT)


def test_the_leaf_hash_of_rfc_6962_for_the_empty_entry_is_the_published_one():
    # The test vector of the Certificate Transparency reference code for an empty leaf.
    assert leaf_hash(b"") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True), st.text() | st.integers()))
def test_commitments_are_read_back_in_sorted_order(values):
    encodable = {n: v for n, v in values.items() if not isinstance(v, str) or v.isprintable()}
    made = {name: commitment(value, SALT) for name, value in encodable.items()}
    assert list(commitments(canonical_bytes(1, made)).items()) == sorted(made.items())


@pytest.mark.parametrize("value", [True, 1.5, None, ["a"], b"a"])
def test_only_texts_and_integers_can_be_committed_to(value):
    with pytest.raises(TypeError):
        commitment(value, SALT)


@pytest.mark.parametrize("name", ["", "Verb", "1st", "with space", "é", "a" * 61, "a\n"])
def test_names_are_plain_ascii(name):
    with pytest.raises(ValueError, match="not a name"):
        canonical_bytes(1, {name: "00"})


def test_a_salt_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        commitment("a", SALT[:31])
