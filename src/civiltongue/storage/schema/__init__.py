"""Every table, declared once for both databases.

Every row belongs to a site: ``site_id`` stands in every table, and every query names it.
"""

from civiltongue.storage.schema.access import (
    buckets,
    handovers,
    idempotency,
    links,
    outbox,
    sessions,
    used_tokens,
)
from civiltongue.storage.schema.columns import metadata
from civiltongue.storage.schema.decisions import (
    appeals,
    notices,
    queue,
    reasons,
    remarks,
    reports,
    rulings,
    votes,
)
from civiltongue.storage.schema.desk import desk_claims, desk_sessions, notes, undos
from civiltongue.storage.schema.discussion import (
    authors,
    comments,
    names,
    revisions,
    sanctions,
    threads,
    violations,
)
from civiltongue.storage.schema.learning import lessons
from civiltongue.storage.schema.people import (
    claims,
    erasures,
    former_names,
    inquiries,
    legal_holds,
    news,
    traces,
    withheld,
)
from civiltongue.storage.schema.places import audit, imports, moderators, origins, policies, sites, texts
from civiltongue.storage.schema.scoring import api_keys, suggestions
from civiltongue.storage.schema.searching import searchable
from civiltongue.storage.schema.signing import identities, passkeys
from civiltongue.storage.schema.workshop import adoptions, brakes, runs, shadowed

__all__ = [
    "adoptions",
    "api_keys",
    "appeals",
    "audit",
    "authors",
    "brakes",
    "buckets",
    "claims",
    "comments",
    "desk_claims",
    "desk_sessions",
    "erasures",
    "former_names",
    "handovers",
    "idempotency",
    "identities",
    "imports",
    "inquiries",
    "legal_holds",
    "lessons",
    "links",
    "metadata",
    "moderators",
    "names",
    "news",
    "notes",
    "notices",
    "origins",
    "outbox",
    "passkeys",
    "policies",
    "queue",
    "reasons",
    "remarks",
    "reports",
    "revisions",
    "rulings",
    "runs",
    "sanctions",
    "searchable",
    "sessions",
    "shadowed",
    "sites",
    "suggestions",
    "texts",
    "threads",
    "traces",
    "undos",
    "used_tokens",
    "violations",
    "votes",
    "withheld",
]
