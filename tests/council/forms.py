"""Reading and sending the council's plain forms as a browser without JavaScript does."""

import re


def text_of(response):
    return " ".join(response.content.decode().split())


def form_of(client, address):
    """Return the hidden fields of a form."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    return dict(found)


def send(client, address, **data):
    return client.post(address, {**form_of(client, address), **data})
