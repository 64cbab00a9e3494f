"""Words in classes, ids and roles, by what they mean. Tables of the web's vocabulary, of no one site's."""

import re
from functools import lru_cache

PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


def _table(**rows: str) -> dict[str, str]:
    return {word: meaning for meaning, words in rows.items() for word in words.split()}


# A piece of a name (`post-share-bar` has three), or two or three neighbouring pieces run together.
MEANINGS = _table(
    navigation="""nav navbar navi navigation menu menus submenu megamenu breadcrumb breadcrumbs crumb crumbs pankuzu topicpath
        pagination pager paging pagenav pagenavi pagelinks skiplink skiplinks toolbar tool tools toolbox topbar masthead
        dropdown tags taglist taglinks posttags keywords catlinks editsection mwindicators printfooter siteheader pageheader
        postnav jump anchorlinks prevnext nextprev langswitch languageswitcher hatnote navbox articletags topics
        postcategories catlist postmetadata entryutility fontsize textsize printlink mwjump""",
    promotion="""related relate recommended recommend recommendation recommendations recirc recirculation readmore readnext
        seealso alsoread alsolike morefrom morestories morenews moreon youmaylike upnext outbrain taboola zergnet revcontent
        newsletter subscribe subscribebox subscription promo promos promotion promotional teaser teasers sidebar follow followus share shares sharing sharer sharebar sharebuttons social socials socialmedia sns addthis
        addtoany sharedaddy sharethis bookmarks sociable jprelatedposts donate donation signup upsell cta crosspromo
        authorbox authorbio aboutauthor aboutauthors aboutme authorinfo authorprofile authorcard bio biography biobox
        latestnews latestposts otherarticles otherposts othernews pickup osusume kanren feedback
        rating ratings ratingbox likebox fblike tweetmeme ikona reactions boilerplate kiosk slidebar rightrail
        externallinks storylinks inlinepromo rellinks featuredposts recentposts nextarticle nextpost appdownload cardlist
        shoplink storelinks buylinks""",
    ranking="ranking rankings mostpopular mostread mostviewed mostcommented mostshared popular popularposts trending toplist topstories",
    ticker="ticker marquee breakingnews newsticker",
    advertisement="""ad ads adv adbox adblock adslot adunit adsense adsbygoogle advert adverts advertise advertising
        advertisement advertisements advertorial anzeige dfp gpt googlead googleads sponsor sponsors sponsored
        sponsorship banner banners commercial reklama publicidad pubbox werbung koukoku admarker""",
    form="""login signin logon searchform searchbox searchbar search register registration respond commentform replyform
        captcha poll vote voting quiz contactform newcomment postcomment addcomment reportform feedbackform""",
    footer="""footer foot colophon copyright copyrights legal disclaimer imprint impressum bottombar sitefooter
        pagefooter footnav cookie cookies cookiebar consent gdpr privacy popup modal lightbox overlay backdrop noticebar""",
    comments="""comment comments commentlist commentslist commentarea disqus disqusthread livefyre trackback trackbacks
        pingback pingbacks responses discussion discussions usercomments readercomments forum forums replies kommentare
        komentar comentarios commentaires commentsection""",
    hidden="""sronly visuallyhidden screenreader screenreadertext a11yhidden assistivetext offscreen dnone displaynone
        visuallyhide elementinvisible""",
    caption="""caption captions imagecaption imgcaption photocaption wpcaptiontext figcaption cutline legende legend
        picturecaption captiontext subcaption mediacaption""",
    credit="credit credits photocredit imagecredit photobyline imgcredit picturecredit",
    byline="""byline bylines author authors authorname articleauthor postauthor entryauthor writer reporter contributor contributors
        creator bywriter kisha auteur autor""",
    date="""date dates dateline datetime pubdate publishdate publishdate published publish publication posted postdate
        entrydate articledate timestamp time postedon updated modified day hiduke pubtime""",
    deck="""deck dek standfirst subtitle subheadline subheading subhead subhed lede excerpt kicker2 articlesummary
        articledek postsubtitle chapo vorspann bajada copete sumario entradilla""",
    pull="pullquote pullquotes pulledquote blockquotepull",
    section="kicker eyebrow rubric sectionname sectionlabel categoryname",
    headline="headline articletitle posttitle entrytitle storytitle pagetitle headlinetitle articleheadline articleheader",
    content="""articlebody articlecontent articletext articlemain articleparagraphs storybody storycontent storytext postbody postcontent
        posttext entrycontent entrybody entrytext entry hentry maincontent bodytext bodycontent bodycopy pagecontent
        newsbody newscontent newstext contentbody textcontent article post story content body main text blogpost
        contenttext articlecopy storycopy artikeltext artikelinhalt articulo cuerponota testoarticolo articledetail contentdetail artibody arttext blogcontent blogbody noticia cuerpo kiji honbun""",
)
STRONG_CONTENT = frozenset(
    [
        "articlebody",
        "articlecontent",
        "articletext",
        "storybody",
        "storycontent",
        "storytext",
        "postbody",
        "postcontent",
        "posttext",
        "entrycontent",
        "entrybody",
        "entrytext",
        "bodytext",
        "bodycopy",
        "newsbody",
        "newscontent",
        "newstext",
        "articleparagraphs",
        "artibody",
        "arttext",
        "blogcontent",
        "blogbody",
        "contenttext",
        "kiji",
        "honbun",
        "contentbody",
        "textcontent",
    ]
)
# Names of nothing but the place of all comments.
COMMENT_PLACES = frozenset(
    {
        "comments",
        "commentlist",
        "commentslist",
        "commentsarea",
        "commentsection",
        "commentswrapper",
        "disqusthread",
    }
)
DROPPING = (
    "navigation",
    "promotion",
    "ranking",
    "ticker",
    "advertisement",
    "form",
    "footer",
)  # in order: a name may mean several
# A name that says what its element has, or has not, says nothing of what it is.
STATES = frozenset(
    [
        "has",
        "no",
        "with",
        "without",
        "is",
        "show",
        "hide",
        "js",
        "not",
        "non",
        "have",
        "wp3",
        "enable",
        "enabled",
        "disable",
        "disabled",
    ]
)
# Words that turn the meaning of a name: `article-header-comments-count` is about comments, but none is there.
COUNTERS = frozenset(
    ["count", "counter", "number", "num", "total", "link", "links", "icon", "toggle", "button", "btn"]
)


@lru_cache(maxsize=20_000)
def meanings(names: str) -> frozenset[str]:
    """What an element's class, id and role say of it; `content+` and `comments+` name the place outright."""
    found: frozenset[str] = frozenset()
    for name in names.split()[:40]:
        found |= _meanings_of(name[:80])
    return found


@lru_cache(maxsize=50_000)
def _meanings_of(name: str) -> frozenset[str]:
    pieces = [piece.lower() for piece in PIECE.findall(name)][:10]
    if not pieces or pieces[0] in STATES:
        return frozenset()
    found = {"promotion"} if pieces == ["widget"] else set()
    if "".join(pieces) in COMMENT_PLACES:
        found.add("comments+")
    for at in range(len(pieces)):
        run = ""
        for piece in pieces[at : at + 3]:
            run += piece
            if run in MEANINGS:
                found.add(MEANINGS[run])
            if run in STRONG_CONTENT:
                found.add("content+")
    if "comments" in found and not COUNTERS.isdisjoint(pieces):
        found = (found - {"comments"}) | {"navigation"}
    return frozenset(found)
