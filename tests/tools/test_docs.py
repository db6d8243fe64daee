"""The documents follow the code: each variable is in the table, each target and file that is named exists."""

import re
from pathlib import Path

import pytest

from tools import demo_accounts

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def test_every_variable_of_the_settings_is_documented():
    code = "\n".join(path.read_text() for path in (ROOT / "portal/settings").glob("*.py"))
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', code))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    assert "SECRET_KEY" in read
    assert read - documented == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_target_that_a_document_names_exists(document):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", document.read_text()))
    assert named - targets == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_links_to_exists(document):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text())
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing == []


def test_the_readme_lists_the_demo_accounts_that_are_loaded():
    assert demo_accounts.markdown() in (ROOT / "README.md").read_text()


def test_the_listed_password_is_the_one_that_the_loader_sets(settings):
    assert demo_accounts.password() == settings.DEMO_PASSWORD


def test_there_is_a_demo_account_for_each_role():
    roles = {account.role for account in demo_accounts.accounts()}
    assert roles >= {*demo_accounts.OFFICES.values(), *demo_accounts.ROLES.values(), "agency liaison"}
