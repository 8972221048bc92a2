"""Addresses that both halves know, so that a link from one to the other cannot be wrong.

All are absolute paths on their half's host. Slugs are `[a-z0-9-]`; policies may lie in folders (`returns/refunds`).
"""

import re
from urllib.parse import quote, urlencode

HOME = "/"
COMMITMENTS = "/commitments/"
LIMITATIONS = "/limitations/"
TOPICS = "/topics/"
POLICIES = "/policies/"
HOW_WE_HANDLE = "/how-we-handle-what-goes-wrong/"
SCORECARD = "/scorecard/"
SCORECARD_CSV = "/scorecard/data.csv"
SCORECARD_JSON = "/scorecard/data.json"
WHAT_CHANGED = "/what-changed/"
SEARCH = "/search/"
SEARCH_INDEX = "/pagefind/"
PERMANENT = re.compile(r"/at/\d{4}-\d{2}-\d{2}(?:-\d+)?/")
"""How the permanent address of a page's version ends."""
COMMITMENTS_JSON = "/commitments.json"
COMMITMENTS_SCHEMA = "/commitments.schema.json"
OPENING_HOURS = "/hours/"
SECURITY_TXT = "/.well-known/security.txt"
NOT_FOUND = "/404.html"
TOO_LARGE = "/413.html"
AWAY = "/503.html"
"""What the web server in front shows where it refuses by itself, or no process of ours answers."""
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
STATIC = "/static/"

REPORT = "/report"
REPORT_SEND = "/report/send"
REPORT_LINK = "/report/link"
KEPT = "/report/kept"
RECEIPT = "/report/sent/"
HELD = "/report/held/"
TRACKING = "/r/"
STOP_MAILS = "/r/stop/"
DESK = "/desk"
DESK_REPORT = "/desk/r/"
DESK_REPORTS = "/desk/reports"
DESK_NEXT = "/desk/next"
DESK_SEARCH = "/desk/search"
DESK_SHORTCUTS = "/desk/shortcuts"
DESK_SIGN_IN = "/desk/sign-in/"
DESK_SIGN_OUT = "/desk/sign-out"
DESK_SESSIONS = "/desk/sessions"
DESK_AUDIT = "/desk/audit"
DESK_TRAY = "/desk/tray"
DESK_QUARANTINE = "/desk/quarantine"
DESK_CAUSES = "/desk/causes"
DESK_LEDGER = "/desk/ledger"
DESK_LEDGER_CSV = "/desk/ledger.csv"
DESK_SCRIPTS = "/desk/scripts"
DESK_INSIGHTS = "/desk/insights"
DESK_ROSTER = "/desk/roster"
DESK_SWAP = "/desk/roster/swap"
DESK_TIME_OFF = "/desk/roster/time-off"
DESK_WEEKS_AHEAD = "/desk/roster/weeks-ahead"
DESK_CALENDARS = "/desk/roster/calendars"
DESK_REST = "/desk/rest"
DESK_HUDDLE = "/desk/huddle"
DESK_PAST_HUDDLES = "/desk/huddle/past"
DESK_PRACTICE = "/desk/practice"
DESK_TRAINING = "/desk/training"
DESK_COACHING = "/desk/coaching"
DESK_LESSONS = "/desk/lessons"
DESK_THANKS = "/desk/thanks"
DESK_WALL = "/desk/wall"
DESK_IN_MY_WAY = "/desk/in-my-way"
DESK_TEAM_PROMISES = "/desk/team-promises"
DESK_PAGE_DRAFTS = "/desk/drafts"
DESK_EXCEPTIONS = "/desk/exceptions"
DESK_PROVIDER = "/desk/provider"
DESK_PROVIDER_RETURN = "/desk/provider/return"
CALENDAR = "/calendar/"
MAIL = "/mail"
HEALTH = "/healthz"

SERVICE_ROOTS = (REPORT, "/r", "/calendar", DESK, MAIL, HEALTH, "/api")


def page(kind: str, slug: str) -> str:
    """Address of a public page. `kind` is a folder of content/public (`commitments` …) or `` for a free page."""
    if not kind:
        return HOME if slug == "index" else f"/{slug}/"
    return f"/{kind}/{slug}/"


def translated(path: str, language: str) -> str:
    """The public page at `path` in another language than the site's first: `/ar/topics/`. Its own where there is none.

    `language` is a tag of BCP 47 such as `pt-BR`; addresses are in small letters.
    """
    return f"/{language.lower()}{path}" if language else path


def in_language(path: str, language: str) -> str:
    """A page of the service, asked for in a language."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'lang': language})}" if language else path


def opening_hours(calendar_name: str) -> str:
    """The hours of a calendar of site.yml, as iCalendar."""
    return f"{OPENING_HOURS}{calendar_name}.ics"


def history(path: str) -> str:
    """How the public page at `path` has changed: `/what-changed/policies/prices/`, `/what-changed/pages/about/`."""
    if path == HOME:
        return f"{WHAT_CHANGED}pages/index/"
    in_section = path.startswith((COMMITMENTS, LIMITATIONS, TOPICS, POLICIES))
    return f"{WHAT_CHANGED}{'' if in_section else 'pages/'}{path.lstrip('/')}"


def report_on(topic: str) -> str:
    """The form with a topic chosen."""
    return f"{REPORT}?{urlencode({'topic': topic})}"


def report_unclear(page_path: str) -> str:
    """The form prefilled for "this page is unclear"; it goes to the page's owner."""
    return f"{REPORT}?page={quote(page_path)}"


def receipt(token: str) -> str:
    return RECEIPT + token


def held(token: str) -> str:
    """What was sent and waits for a person to look."""
    return HELD + token


def tracking(token: str) -> str:
    return TRACKING + token


def stop_mails(token: str) -> str:
    """One click, or one POST by a mail program (RFC 8058), ends the mails about a report."""
    return STOP_MAILS + token


def desk_tray_mail(mail_id: int) -> str:
    return f"{DESK_TRAY}/{mail_id}"


def desk_page_draft(draft_id: int) -> str:
    """A page that somebody proposes."""
    return f"{DESK_PAGE_DRAFTS}/{draft_id}"


def desk_propose(reference: str) -> str:
    """The form that makes a page of the decline of a report."""
    return f"{DESK_PAGE_DRAFTS}/from/{reference}"


def desk_original(mail_id: int) -> str:
    """A mail as it came, also once it has left the tray."""
    return f"{DESK_TRAY}/{mail_id}/original"


def desk_ledger_csv(period: str) -> str:
    return f"{DESK_LEDGER_CSV}?{urlencode({'period': period})}"


def desk_insights_csv(part: str, period: str) -> str:
    return f"{DESK_INSIGHTS}/{part}.csv?{urlencode({'period': period})}"


def desk_script(slug: str) -> str:
    return f"{DESK_SCRIPTS}/{slug}"


def desk_practice(practice_id: int) -> str:
    """A drill that somebody practises."""
    return f"{DESK_PRACTICE}/{practice_id}"


def desk_cause(cause_id: int) -> str:
    """What is behind several reports, and all of these."""
    return f"{DESK_CAUSES}/{cause_id}"


def desk_obstacle(obstacle_id: int) -> str:
    """What is in somebody's way, with what leads have answered."""
    return f"{DESK_IN_MY_WAY}/{obstacle_id}"


def desk_coaching_thread(thread_id: int) -> str:
    return f"{DESK_COACHING}/{thread_id}"


def desk_coaching_on(reference: str) -> str:
    return f"{DESK_COACHING}/on/{reference}"


def desk_lesson_from(reference: str) -> str:
    return f"{DESK_LESSONS}/from/{reference}"


def desk_lessons_on(topic: str) -> str:
    return f"{DESK_LESSONS}?{urlencode({'topic': topic})}"


def desk_thanks_for(reference: str) -> str:
    return f"{DESK_THANKS}?{urlencode({'report': reference})}"


def calendar(token: str) -> str:
    """A roster as iCalendar, at a secret address."""
    return f"{CALENDAR}{token}.ics"


def desk_report(token: str) -> str:
    """A report for whoever has the signed link of a notice."""
    return DESK_REPORT + token


def desk_report_signed_in(reference: str) -> str:
    """The same report for whoever is signed in."""
    return f"{DESK_REPORTS}/{reference}"


def desk_sign_in(token: str) -> str:
    return DESK_SIGN_IN + token


def desk_entrance(wanted: str) -> str:
    """The way in, and on to the page `wanted` (a path)."""
    return f"{DESK}?{urlencode({'next': wanted}, quote_via=quote, safe='/')}"


def desk_provider(wanted: str) -> str:
    """To the OpenID Connect provider, and from there to the page `wanted` (a path)."""
    return f"{DESK_PROVIDER}?{urlencode({'next': wanted}, quote_via=quote, safe='/')}"


def belongs_to_service(path: str) -> bool:
    """Whether the dynamic half answers this path where one process serves both."""
    return any(path == root or path.startswith(root + "/") for root in SERVICE_ROOTS)
