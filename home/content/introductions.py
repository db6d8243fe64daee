"""The introductions of the lists that a new installation begins with; the settings hold them afterwards."""

PROPOSALS_ID = (
    "Semua usulan anggota pokja, dari yang baru diajukan sampai yang sudah terlaksana. "
    "Siapa pun boleh membacanya tanpa mendaftar."
)
PROPOSALS_EN = (
    "Every proposal by members of the working groups, from those just submitted to those carried out. "
    "Anyone may read them without signing up."
)
SESSIONS_ID = (
    "Sidang pleno memutuskan usulan dengan musyawarah mufakat. Bila mufakat tidak tercapai, anggota DKC "
    "memberi suara dan pilihan tiap anggota diumumkan."
)
SESSIONS_EN = (
    "The plenary session decides on proposals by deliberation and consensus. Where there is none, the "
    "members vote and the choice of each is published."
)
DECISIONS_ID = (
    "Rekomendasi kepada Wali Kota dan keputusan DKC: cara memutuskannya, jawaban Pemerintah Kota, dan "
    "tindak lanjutnya."
)
DECISIONS_EN = (
    "Recommendations to the mayor and decisions of the council: how they were made, what the city "
    "answered, and what was done."
)
