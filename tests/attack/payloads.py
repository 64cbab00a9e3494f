"""Texts that try to become script, by way of HTML, Markdown, attributes, addresses, encodings and broken markup.

Each calls `__ran`, which the browser test defines: what is called was executed.
"""

CALL = "__ran({number})"

# What a tag can do by itself.
TAGS = [
    "<script>{call}</script>",
    "<script src=data:text/javascript,{call}></script>",
    "<script type=module>{call}</script>",
    "<script\n>{call}</script\n>",
    "<script/x>{call}</script>",
    "<img src=x onerror={call}>",
    "<img src=x onerror='{call}'//",
    "<img/src/onerror={call}>",
    "<image src=x onerror={call}>",
    "<svg onload={call}>",
    "<svg/onload={call}>",
    "<svg><script>{call}</script></svg>",
    "<svg><animate onbegin={call} attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:{call}'><text y=20>go</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload={call}></svg>#x'></use></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.{call}</script>'></iframe></foreignObject></svg>",
    "<math><maction actiontype='statusline#x' xlink:href='javascript:{call}'>go</maction></math>",
    "<body onload={call}>",
    "<body onpageshow={call}>",
    "<iframe src='javascript:parent.{call}'></iframe>",
    "<iframe srcdoc='<script>parent.{call}</script>'></iframe>",
    "<frameset onload={call}><frame src=x></frameset>",
    "<object data='javascript:{call}'></object>",
    "<embed src='javascript:{call}'>",
    "<input autofocus onfocus={call}>",
    "<select autofocus onfocus={call}></select>",
    "<textarea autofocus onfocus={call}></textarea>",
    "<details open ontoggle={call}><summary>go</summary></details>",
    "<video src=x onerror={call}></video>",
    "<video><source onerror={call} src=x></video>",
    "<audio src=x onerror={call}></audio>",
    "<marquee onstart={call}>go</marquee>",
    "<style onload={call}></style>",
    "<style>@import 'javascript:{call}';</style>",
    "<style>*{{background:url(javascript:{call})}}</style>",
    "<link rel=stylesheet href='javascript:{call}'>",
    "<link rel=preload as=script href=x onerror={call}>",
    "<meta http-equiv=refresh content='0;url=javascript:{call}'>",
    "<base href='javascript:{call}//'>",
    "<form action='javascript:{call}'><button>go</button></form>",
    "<button form=x formaction='javascript:{call}'>go</button>",
    "<isindex action='javascript:{call}' type=image>",
    "<table background='javascript:{call}'><tr><td>go</td></tr></table>",
    "<div style='width:expression({call})'>go</div>",
    "<div style='behavior:url(#default#x)' onmouseover={call}>go</div>",
    "<p contenteditable autofocus onfocus={call}>go</p>",
    "<x onpointerrawupdate={call} tabindex=1 autofocus onfocus={call}>go</x>",
    "<template><script>{call}</script></template>",
    "<dialog open onclose={call}><form method=dialog><button autofocus>go</button></form></dialog>",
    "<portal src='javascript:{call}'>",
]

# Links in every dialect that might make one.
ADDRESSES = [
    "javascript:{call}",
    "JaVaScRiPt:{call}",
    " javascript:{call}",
    "java\tscript:{call}",
    "java\nscript:{call}",
    "java&#x09;script:{call}",
    "javascript&colon;{call}",
    "&#106;avascript:{call}",
    "%6Aavascript:{call}",
    "\u0001javascript:{call}",
    "javascript://example.org/%0a{call}",
    "data:text/html,<script>{call}</script>",
    "data:text/html;base64,PHNjcmlwdD5fX3JhbigpPC9zY3JpcHQ+",
    "vbscript:{call}",
    "view-source:javascript:{call}",
    "//example.org\\@x/javascript:{call}",
    'https://example.org/"onmouseover="{call}',
    "https://example.org/'><script>{call}</script>",
]
LINKS = [
    '<a href="{address}">go</a>',
    "[go]({address})",
    "<{address}>",
    "![go]({address})",
    "[go]: {address}\n\n[go]",
]

# Out of where a template may have put the text.
WAYS_OUT = [
    '">',
    "'>",
    "</title>",
    "</textarea>",
    "</style>",
    "</script>",
    "-->",
    "]]>",
    "</noscript>",
    "</template>",
    "\u0000",
]
INSIDE = [
    '" autofocus onfocus="{call}',
    "' onmouseover='{call}",
    "` onmouseover=`{call}",
    '\\";{call};//',
    "';{call};'",
    "${{{call}}}",
    "{{{{{call}}}}}",
]

# What parsers disagree about.
DISAGREEMENTS = [
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={call}&gt;">',
    '<svg></p><style><a id="</style><img src=x onerror={call}>">',
    '<noscript><p title="</noscript><img src=x onerror={call}>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={call}>",
    "<![CDATA[<script>{call}</script>]]>",
    "<!--><script>{call}</script>-->",
    "<!-- --!><script>{call}</script>",
    "<?xml-stylesheet href='javascript:{call}'?><script>{call}</script>",
    "<scr<script>ipt>{call}</scr</script>ipt>",
    "<<script>{call}//<</script>",
    "<script x='>'>{call}</script>",
    "+ADw-script+AD4-{call}+ADw-/script+AD4-",
    "\ufeff<script>{call}</script>",
    "＜script＞{call}＜/script＞",
    "<ſcript>{call}</ſcript>",
    "&lt;script&gt;{call}&lt;/script&gt;",
    "&amp;lt;script&amp;gt;{call}&amp;lt;/script&amp;gt;",
    '<img src="x` `<script>{call}</script>"` `>',
    '<a href="\u0001java\u0000script:{call}">go</a>',
    "<!DOCTYPE x [<!ENTITY y '<script>{call}</script>'>]><x>&y;</x>",
]

# What our own body dialect might be talked into.
DIALECT = [
    '> Words.\n> {{title="x" onclick="{call}"}}',
    '> Words.\n> {{title="\\" onmouseover=\\"{call}" publisher="<img src=x onerror={call}>"}}',
    '![x](https://example.org/a.png){{credit="<script>{call}</script>" onerror="{call}"}}',
    '![" onerror="{call}](x.png)',
    ":::figure onload={call}\n<img src=x onerror={call}>\n:::",
    "[^x]\n\n[^x]: <img src=x onerror={call}>",
    "｜漢字《<img src=x onerror={call}>》",
    "```html onload={call}\n<script>{call}</script>\n```",
    "| <script>{call}</script> | b |\n| --- | --- |\n| <img src=x onerror={call}> | [x](javascript:{call}) |",
    "# <img src=x onerror={call}> {{#x onclick={call}}}",
]


def payloads() -> list[str]:
    """All of them, each with a number of its own."""
    shapes = [*TAGS, *DISAGREEMENTS, *DIALECT, *INSIDE]
    shapes += [link.format(address=address) for address in ADDRESSES for link in LINKS]
    shapes += [way + tag for way in WAYS_OUT for tag in TAGS[:10]]
    shapes += [tag.upper().replace("{CALL}", "{call}") for tag in TAGS if "{{" not in tag]
    return [_numbered(shape, number) for number, shape in enumerate(shapes)]


def _numbered(shape: str, number: int) -> str:
    return shape.replace("{call}", CALL.format(number=number)).replace("{{", "{").replace("}}", "}")
