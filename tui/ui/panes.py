"""Gives the pane widgets the widths of the layout."""

from textual.widget import Widget

from tui.ui.layout import EDITOR_MARGINS, FOCUS_WIDTH, Panes, Wanted, text_column
from tui.ui.widgets.editor.area import MARGIN


def arrange(shown: Panes, wanted: Wanted, sidebar: Widget, editor: Widget, preview: Widget) -> None:
    """Give three panes their widths, and the editor the margins that centre its text."""
    for pane, cells in ((sidebar, shown.sidebar), (editor, shown.editor), (preview, shown.preview)):
        pane.display = cells > 0
        pane.styles.width = max(1, cells)
    most = FOCUS_WIDTH if wanted.focus else wanted.text_width
    left, column = text_column(shown.editor, most, EDITOR_MARGINS)
    right = max(0, shown.editor - left - column - MARGIN)
    editor.styles.padding = (shown.top, right, 0, max(0, left - MARGIN))
