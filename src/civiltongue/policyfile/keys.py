"""Every key of a house-rules file: what stands under it, and what it is for."""

from civiltongue.policyfile.kinds import Choice, Key, ListOf, Number, Shape, Text, YesNo

_NAME = Text(longest=200, may_be_empty=True)
_NAMES = ListOf(_NAME, most=500)
_DAYS = Number(1, 36_500, whole=True)
_THRESHOLD = Number(0)
_LINK = Text(
    longest=500,
    form=r"https?://[^\s/][^\s]*",
    form_is="a web address that begins with https:// or http://",
)

EXAMPLE = Shape(
    "an example",
    {
        "text": Key(Text(longest=16_000, may_be_empty=True), "the comment", required=True),
        "author": Key(
            Shape(
                "the author",
                {
                    "name": Key(_NAME, 'the name that signs; "" for none'),
                    "verified": Key(YesNo(), "whether the site knows the account's e-mail"),
                },
            ),
            "who signs the comment; unknown where it is left out",
        ),
        "story": Key(
            Shape(
                "the story",
                {
                    "title": Key(_NAME, "its title"),
                    "author": Key(_NAME, "who wrote it"),
                    "people": Key(_NAMES, "whom it is about"),
                },
            ),
            "what the comment is under",
        ),
        "staff": Key(_NAMES, "names of the staff, all of them other people than the author"),
        "known_authors": Key(_NAMES, "names of other authors of the site"),
    },
    short="text",
)
"""One example: a record as ``civiltongue judge`` takes it, or its text alone."""

_CONSEQUENCE = Choice(("nudge", "hold", "reject"))

CONDITION = Shape(
    "a condition",
    {
        "signal": Key(Text(longest=80), "the signal that is looked at; `rule:<id>` for a rule's own words"),
        "reject": Key(_THRESHOLD, "the score from which the comment is rejected"),
        "hold": Key(_THRESHOLD, "the score from which it waits for a moderator"),
        "nudge": Key(_THRESHOLD, "the score from which its author is asked to think again"),
        "when": Key(Text(), "a CEL expression that must hold as well, or alone where there is no signal"),
        "then": Key(_CONSEQUENCE, "the consequence of a condition that is `when` alone (that of the rule)"),
    },
)

RULE = Shape(
    "a rule",
    {
        "id": Key(
            Text(
                longest=40,
                form=r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
                form_is="small letters, digits and single hyphens, beginning with a letter: no-spoilers",
            ),
            "the name that records and programs know the rule by; never changes",
            required=True,
        ),
        "number": Key(Number(1, 999, whole=True), "the number that readers see", required=True),
        "title": Key(Text(longest=100), "the title that readers see", required=True),
        "public": Key(Text(), "the rule as readers see it", required=True),
        "message": Key(
            Text(), "what an author is told whose comment the rule stops; may name {words} and {limit}"
        ),
        "conditions": Key(ListOf(CONDITION, most=50), "what breaks the rule; one of them is enough"),
        "terms": Key(ListOf(Text(longest=200)), "words and phrases of the publisher's own that break it"),
        "except": Key(ListOf(Text(longest=200)), "words that hold one of the terms and do not break it"),
        "pattern": Key(Text(longest=1000), "a regular expression (RE2) whose matches break it"),
        "then": Key(
            _CONSEQUENCE,
            "the consequence of terms, pattern, and of a condition that is `when` alone",
        ),
        "after_nudge": Key(
            Choice(("publish", "hold")), "what becomes of a nudged comment whose author insists (hold)"
        ),
        "strikes": Key(Number(0, 100), "the weight of a violation on the ladder; 0 never strikes (0)"),
        "private": Key(YesNo(), "whether the words are shown to nobody but author and moderator (false)"),
        "shadow": Key(
            YesNo(), "whether the rule only watches: its signals are on record, and nothing follows (false)"
        ),
        "breaks": Key(ListOf(EXAMPLE, most=500), "examples that break the rule"),
        "keeps": Key(ListOf(EXAMPLE, most=500), "examples that keep it, though they look like breaking it"),
    },
)

LADDER_STEP = Shape(
    "a step",
    {
        "at": Key(Number(0, 10_000), "the weight of strikes from which on it is taken", required=True),
        "then": Key(Choice(("warning", "suspension", "ban")), "what follows", required=True),
        "hours": Key(Number(1, 100_000, whole=True), "how long a suspension lasts"),
    },
)

LADDER = Shape(
    "the ladder",
    {
        "strikes_last": Key(_DAYS, "for how many days a strike counts (180)"),
        "alone": Key(
            Number(0, 24 * 31, whole=True), "for how many hours the engine may suspend without a person (24)"
        ),
        "terms_of_use": Key(
            Number(0, 100), "the weight of a strike that a moderator enters for the terms of use (0)"
        ),
        "privacy_policy": Key(Number(0, 100), "the same for the privacy policy (0)"),
        "steps": Key(
            ListOf(LADDER_STEP, most=50, may_be_empty=False), "the steps, from mild to harsh", required=True
        ),
    },
)

POLICY = Shape(
    "the house-rules file",
    {
        "publication": Key(Text(longest=200), "the publication's name", required=True),
        "version": Key(
            Text(
                longest=40,
                form=r"[A-Za-z0-9][A-Za-z0-9._+-]*",
                form_is="letters, digits, dots and hyphens: 1, 2026-03-01, 1.4",
            ),
            "the version of these rules; raised with every change",
            required=True,
        ),
        "consent": Key(Text(), "what an author agrees to before the first comment", required=True),
        "languages": Key(ListOf(Text(longest=40), may_be_empty=False), "the discussion's languages ([en])"),
        "regions": Key(ListOf(Text(longest=40)), "where phone and identity numbers come from ([GB, US])"),
        "terms_url": Key(_LINK, "the page with the terms of use"),
        "privacy_url": Key(_LINK, "the page with the privacy policy"),
        "contact": Key(Text(longest=200), "where readers can complain: an e-mail or a web address"),
        "authorities": Key(Text(longest=200), "where authorities reach you: an e-mail or a web address"),
        "redress": Key(
            Text(longest=300), "where else an author can turn: a press council, an out-of-court body, a court"
        ),
        "minimum_age": Key(Number(1, 99, whole=True), "how old an author must be, in years (nothing said)"),
        "guests": Key(YesNo(), "whether readers may comment without an account (false)"),
        "votes": Key(
            Choice(("none", "hidden", "shown")),
            "whether readers recommend comments, and whether all or moderators alone see how many do (none)",
        ),
        "first_comments": Key(
            Shape(
                "first_comments",
                {"hold": Key(Number(0, 1000, whole=True), "how many", required=True)},
            ),
            "how many first comments of an author wait for a moderator (none)",
        ),
        "when_a_detector_fails": Key(
            Choice(("hold", "reject", "publish")),
            "what becomes of a comment that was not fully checked (hold)",
        ),
        "editing": Key(
            Shape("editing", {"minutes": Key(Number(0, 525_600, whole=True), "minutes", required=True)}),
            "how long an author may edit (15)",
        ),
        "reports": Key(
            Shape(
                "reports",
                {
                    "hold_at": Key(
                        Number(1, 1000, whole=True),
                        "how many hold a published comment, each weighed by how often its reader was right (3)",
                        required=True,
                    ),
                    "wrong_from": Key(
                        Number(2, 1000, whole=True),
                        "after how many decided reports a reader weighs nothing who was mostly wrong (8)",
                    ),
                    "ground": Key(
                        Text(longest=40),
                        "the rule, `terms-of-use` or `privacy-policy` under which a moderator can confirm"
                        " such a reader's abuse as a strike (nobody can)",
                    ),
                },
            ),
            "what readers' reports do",
        ),
        "appeals": Key(
            Shape("appeals", {"days": Key(_DAYS, "days", required=True)}),
            "how long authors can appeal against a decision (180)",
        ),
        "notices": Key(
            Shape(
                "notices",
                {
                    "answer": Key(
                        Number(1, 365, whole=True),
                        "for how many days the author is asked before one is upheld (3)",
                    ),
                    "decide": Key(
                        Number(1, 365, whole=True), "within how many days one is to be decided (14)"
                    ),
                },
            ),
            "what holds for legal notices",
        ),
        "names": Key(
            Shape(
                "names",
                {
                    "reserved": Key(
                        Number(0, 36_500, whole=True),
                        "for how many days a name that was given up stays with its author (180)",
                    ),
                    "between": Key(
                        Number(0, 3_650, whole=True), "how many days lie between two changes of a name (30)"
                    ),
                },
            ),
            "what holds for names of authors",
        ),
        "stories": Key(
            Shape(
                "stories",
                {
                    "close_after": Key(
                        Number(0, 36_500, whole=True),
                        "for how many days a story takes comments; 0 is for ever (0)",
                    ),
                    "slow_mode": Key(
                        Number(0, 86_400, whole=True),
                        "how many seconds lie between two comments of one author on a story (0)",
                    ),
                },
            ),
            "what holds for stories that are not set otherwise",
        ),
        "brake": Key(
            Shape(
                "the brake",
                {
                    "share": Key(
                        Number(0, 1), "the share of the comments from which on it is too many (0.2)"
                    ),
                    "minutes": Key(Number(1, 10_080, whole=True), "of the last so many minutes (60)"),
                    "times": Key(Number(1, 1000), "and so many times the rule's usual share (5)"),
                    "least": Key(Number(1, 100_000, whole=True), "and so many comments at the least (20)"),
                },
            ),
            "when a rule that suddenly rejects too many comments holds them instead, until an editor releases it (never)",
        ),
        "ladder": Key(LADDER, "what follows when an author breaks the rules again (nothing by itself)"),
        "news": Key(
            Choice(("never", "daily", "at_once")),
            "when new authors get letters about replies, until they choose for themselves (never)",
        ),
        "bans": Key(
            Choice(("site", "all")), "where a ban counts: on this site, or on all of its group (site)"
        ),
        "retention": Key(
            Shape(
                "retention",
                {
                    "rejected_text": Key(_DAYS, "the text of rejected comments (180)"),
                    "held_text": Key(_DAYS, "the text of held comments (180)"),
                    "address_hashes": Key(_DAYS, "keyed hashes of network addresses (14)"),
                    "mail": Key(_DAYS, "mail that was sent (30)"),
                    "reports": Key(_DAYS, "readers' reports (365)"),
                    "suggestions": Key(_DAYS, "scores that other programs suggested (730)"),
                    "erasure": Key(
                        Number(0, 30, whole=True),
                        "an author who asked to be erased, and can take that back meanwhile (7)",
                    ),
                },
            ),
            "how many days things are kept",
        ),
        "rules": Key(ListOf(RULE, most=200, may_be_empty=False), "the rules", required=True),
    },
)
