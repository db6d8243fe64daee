"""The StreamField blocks that editors build pages from; each renders a template in home/blocks/."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

# No headings (they are blocks of their own) and no pictures (they need their alternative text).
TEXT_FEATURES = ["bold", "link", "document-link", "ul", "ol"]
LINE_FEATURES = ["bold", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading of the second or third level; the page title is the first."""

    text = blocks.CharBlock(label=_("Heading"), max_length=150)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Section")), ("3", _("Part of a section"))],
        default="2",
        search_index=False,
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "home/blocks/heading.html"


class ListBlock(blocks.StructBlock):
    """A list with bullets or numbers."""

    numbered = blocks.BooleanBlock(label=_("Numbered"), required=False)
    items = blocks.ListBlock(blocks.RichTextBlock(features=LINE_FEATURES), label=_("Items"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List")
        template = "home/blocks/list.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Who said it"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "home/blocks/quote.html"


class QuestionBlock(blocks.StructBlock):
    """One question and its answer, opened by a click."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "home/blocks/question.html"


class FactBlock(blocks.StructBlock):
    """One fact: what it is, and its value."""

    label = blocks.CharBlock(label=_("What"), max_length=100)
    value = blocks.RichTextBlock(label=_("Value"), features=LINE_FEATURES)


class FactsBlock(blocks.StructBlock):
    """Facts set as a list of terms and values."""

    facts = blocks.ListBlock(FactBlock(), label=_("Facts"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Facts")
        template = "home/blocks/facts.html"


class StepBlock(blocks.StructBlock):
    """One step: its name, and what happens in it."""

    title = blocks.CharBlock(label=_("Step"), max_length=120)
    text = blocks.RichTextBlock(label=_("What happens"), features=LINE_FEATURES)


class StepsBlock(blocks.StructBlock):
    """Steps in their order, numbered."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "home/blocks/steps.html"


class NoticeBlock(blocks.StructBlock):
    """A notice that must not be overlooked."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("Information")), ("warning", _("Warning"))],
        default="info",
        search_index=False,
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=LINE_FEATURES, required=False)

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        template = "home/blocks/notice.html"


class ImageBlock(blocks.StructBlock):
    """A picture; whoever cannot see it reads the alternative text, so it is required."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        max_length=250,
        help_text=_("Say what the picture shows, for readers who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "home/blocks/image.html"


class ButtonBlock(blocks.StructBlock):
    """A link set as a button, to a page of this site or to another address."""

    text = blocks.CharBlock(label=_("Text"), max_length=60, help_text=_("A verb: “Read the rules”."))
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.CharBlock(
        label=_("Or address"),
        required=False,
        max_length=500,
        help_text=_("An address of the portal such as /usulan/, or a full address beginning with https://."),
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Return the cleaned value; it names a page or an address, not both, and the address is safe."""
        result = super().clean(value)
        page, address = result.get("page"), (result.get("address") or "").strip()
        if bool(page) == bool(address):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Choose a page or write an address, one of the two."))
                }
            )
        if address and not is_safe_address(address):
            message = _("Write an address that begins with / or https://.")
            raise blocks.StructBlockValidationError(block_errors={"address": ValidationError(message)})
        result["address"] = address
        return result

    class Meta:
        icon = "link"
        label = _("Button")
        template = "home/blocks/button.html"


class DocumentBlock(blocks.StructBlock):
    """A document to download, with its type and size beside it."""

    document = DocumentChooserBlock(label=_("Document"))
    description = blocks.CharBlock(label=_("What it holds"), required=False, max_length=250)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "home/blocks/document.html"


class TableBlock(TypedTableBlock):
    """A table whose first row names its columns; each column holds one kind of value."""

    text = blocks.CharBlock(label=_("Text"), required=False)
    rich_text = blocks.RichTextBlock(label=_("Formatted text"), features=LINE_FEATURES, required=False)
    number = blocks.CharBlock(label=_("Number"), max_length=40, required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "home/blocks/table.html"


class BodyBlock(blocks.StreamBlock):
    """What the body of a page may hold."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"), features=TEXT_FEATURES, icon="pilcrow", template="home/blocks/paragraph.html"
    )
    list = ListBlock()
    quote = QuoteBlock()
    question = QuestionBlock()
    facts = FactsBlock()
    steps = StepsBlock()
    notice = NoticeBlock()
    image = ImageBlock()
    button = ButtonBlock()
    document = DocumentBlock()
    table = TableBlock()


class DoorBlock(blocks.StructBlock):
    """Another door: a matter that is not for this council, and where to go with it."""

    title = blocks.CharBlock(label=_("The matter"), max_length=100)
    text = blocks.RichTextBlock(label=_("Where to go"), features=LINE_FEATURES)

    class Meta:
        icon = "redirect"
        label = _("Another door")


def is_safe_address(address: str) -> bool:
    """Return whether `address` is a path of this site or a full https (or http) address."""
    return (address.startswith("/") and not address.startswith("//")) or address.startswith(
        ("https://", "http://")
    )
