"""What other platforms for participation were broken by, each tried here as an attack.

| hole | attacked in |
|---|---|
| names and titles as XSS | test_typed_text, tests/proposals/test_published_text |
| ORDER BY from the address | test_addresses |
| exports by guessable id or without login | test_addresses |
| anyone accepting amendments | test_amendments |
| private items leaking through feeds, mail, activity lists, search, sitemap | test_private |
| double endorsement by race | test_amendments |
| links and web-push endpoints as SSRF | test_links |
| tokens valid on another site | test_tokens |
| documents told apart by hash | test_documents |
| admin password login around MFA | test_doors |
| a ballot's choices | tests/council/test_secrecy, tests/council/test_ballot_secrecy |
"""
