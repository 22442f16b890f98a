"""The front page: what this server is, and the fidelity table. One file, without scripts."""

from html import escape

from editorkit.emulator.fidelity import Basis, Behaviour, behaviours

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: .25rem .6rem; vertical-align: top; }
tr { border-top: 1px solid #ddd; } code { font-size: 90%; }
.documented { color: #166534; } .observed { color: #92400e; }
.ours { color: #9f1239; }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def render(api: str, version: str) -> str:
    """The page of an emulator of a release of the API, whose capabilities are of a version."""
    table = list(behaviours())
    counts = {basis: sum(behaviour.basis is basis for behaviour in table) for basis in Basis}
    told = ", ".join(f"{count} {basis}" for basis, count in counts.items())
    rows = "\n".join(map(_row, table))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>editorkit emulator</title><style>{_STYLE}</style></head>
<body><h1>An emulator of the Indream Open API</h1>
<p>This is <code>editorkit serve</code>, not Indream. It speaks API {escape(api)} with capabilities {escape(version)}.
Nothing that happens here costs anything or leaves this machine.</p>
<p>What it does is <b>documented</b> by Indream, was <b>observed</b> in official clients and samples, or is <b>ours</b>:
the real server may do otherwise ({told}). The same as JSON: <a href="/fidelity.json">/fidelity.json</a>.</p>
<table><tr><th>about</th><th>basis</th><th>what it does</th></tr>
{rows}
</table></body></html>
"""


def _row(behaviour: Behaviour) -> str:
    basis = behaviour.basis.value
    return (
        f'<tr><td><code>{escape(behaviour.about)}</code></td><td class="{basis}">{basis}</td>'
        f"<td>{escape(behaviour.says)}</td></tr>"
    )
