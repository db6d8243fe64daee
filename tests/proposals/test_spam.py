"""What is held as gambling advertising or a flood of links, and what people may say about gambling."""

import pytest

from proposals.spam import GAMBLING, HIDDEN_WORDS, LINKS, advertises, reasons

ADVERTISING = [
    "SLOT GACOR HARI INI maxwin x1000, daftar sekarang di https://gacor88.example.top",
    "Situs slot terpercaya, bonus new member 100%, link alternatif www.raja-menang.xyz",
    "Mau cuan? main di sini https://bit.ly/slotgacor88 pasti wd",
    "bandar togel online deposit 10rb hubungi WA 0812-3456-7890",
    "Toto Macau result tercepat, login https://result.example.club",
    "RTP live slot hari ini gacor banget, bocoran admin t.me/jpmaxwin",
    "judi online terpercaya modal receh daftar di https://menang.example.vip",
    "Pragmatic Play Gates of Olympus scatter hitam maxwin gampang menang",
    "Terima kasih usulannya. Lihat juga https://dinas.example.go.id/wp-content/slot-gacor/",
    "Artikel bagus! https://toto88.example.com",
    "casino jackpot bonus deposit wa.me/6281234567890",
    "sbobet link alternatif 2026",
]
DISGUISED = [
    "s l o t g a c o r mudah menang",
    "S.L.O.T gampang jp",
    "g4c0r abis bosku",
    "m4xw1n tiap hari",
    "t0g3l jitu",
    "s1ot onl1ne",
    "tog\u200bel hongkong",
    "ѕӏот gасоr",
    "𝐦𝐚𝐱𝐰𝐢𝐧 malam ini",
    "ｍａｘｗｉｎ",
    "g-a-c-o-r",
    "j_u_d_i murah",
    "tógel",
]
INNOCENT = [
    "Usulkan slot waktu layanan puskesmas pukul 16.00 sampai 20.00 bagi pekerja.",
    "Slot parkir di stasiun ditambah 40; daftar lengkapnya ada di https://dishub.bekasikota.go.id/parkir",
    "Judi online merusak warga. Kami minta pemkot memblokir situs judi dan memberi edukasi di sekolah.",
    "Banyak pelajar kecanduan slot dan togel; korban terjerat pinjaman. Sumber: https://berita.example.com/12",
    "Iklan judi online di media sosial harus ditutup. Link laporan: https://aduankonten.id",
    "Lomba burung kicau gacor tiap Minggu mengganggu warga RW 05.",
    "Bandar Lampung sudah memakai sistem ini, lihat https://bandarlampungkota.go.id",
    "Pak Toto dari RW 03 mengusulkan pos ronda baru.",
    "Bonus bagi petugas sampah dan deposit botol plastik: daftar di kelurahan.",
    "Rp100.000 per bulan cukup untuk 24 angkot pada 2026, lihat lampiran halaman 3.",
    "Casino di film itu jauh dari kenyataan; yang kita bahas ruang baca.",
    "Login aplikasi SOROT sering gagal. Tolong perbaiki, WA 0812-3456-7890 tidak dijawab.",
    "Perlu 3 slot kabel fiber per tiang, satu slot cadangan, satu slot darurat.",
    "Poker bukan olahraga yang perlu dana daerah.",
    "K e l u r a h a n  harus buka Sabtu.",
    "Saya setuju 100%!!! Semoga cepat terlaksana :)",
    "A. Latar belakang B. Isi C. Manfaat D. Dampak",
    "",
]


@pytest.mark.parametrize("text", ADVERTISING)
def test_gambling_advertising_is_held(text):
    assert reasons(text, links_max=3)


@pytest.mark.parametrize("text", DISGUISED)
def test_disguised_words_are_held(text):
    assert HIDDEN_WORDS in reasons(text, links_max=3)


@pytest.mark.parametrize("text", INNOCENT)
def test_people_may_talk_about_slots_and_about_gambling(text):
    assert reasons(text, links_max=3) == []


@pytest.mark.parametrize(("count", "held"), [(0, False), (3, False), (4, True), (50, True)])
def test_a_flood_of_links_is_held(count, held):
    text = "Sumber: " + " ".join(f"https://data.example.com/{n}" for n in range(count))
    assert (LINKS in reasons(text, links_max=3)) is held
    assert GAMBLING not in reasons(text, links_max=3)


def test_a_hostile_text_is_judged_quickly():
    # Patterns that run back and forth would need minutes for these.
    for piece in ("a ", "s.", "https://", "wa.me/", "0", "\u200b", "1|!", "slot "):
        reasons(piece * 50_000, links_max=3)


@pytest.mark.parametrize("text", ADVERTISING)
def test_advertising_in_the_middle_of_a_long_text_is_found(text):
    around = "Warga mengantre sejak subuh di puskesmas, dan nomor habis pukul delapan."
    assert advertises(f"{around}\n\n{text}\n\n{around}")


@pytest.mark.parametrize("text", INNOCENT)
def test_no_innocent_text_is_taken_for_advertising(text):
    assert not advertises(text)


def test_innocent_words_and_sources_do_not_add_up_over_many_pages():
    pages = [text for text in INNOCENT if "judi" not in text.casefold()]
    sources = [f"Sumber {number}: https://data{number}.example.com/laporan" for number in range(30)]
    text = "\n\n".join(
        "Latar belakang panjang tanpa tautan.\n\n".join(pair) for pair in zip(pages, sources, strict=False)
    )
    assert not advertises(text)
