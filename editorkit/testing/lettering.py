"""The looks that texts, captions and the text nodes of templates share."""

from hypothesis import strategies as st

from editorkit.testing.values import State, colors, enumerated, numbers, perhaps, whole

# To be put over plain ones.
lettering: st.SearchStrategy[State] = perhaps(
    st.fixed_dictionaries(
        {
            "color": colors,
            "align": enumerated("item", "text", "align"),
            "fontFamily": st.sampled_from(("Inter", "TikTok Sans", "明朝")),
            "fontStyle": st.just({"variant": "normal", "weight": "400"}),
            "fontSize": numbers(1, 200),
            "lineHeight": st.floats(0.5, 5),
            "letterSpacing": whole(-10, 50),
            "direction": enumerated("item", "text", "direction"),
            "strokeWidth": st.integers(0, 8),
            "strokeColor": colors,
        }
    )
)
# A box behind a text, or none.
boxes: st.SearchStrategy[State | None] = st.none() | st.fixed_dictionaries(
    {"color": colors, "horizontalPadding": st.integers(0, 40), "borderRadius": st.floats(0, 40)}
)
