#!/usr/bin/env python3
"""Second verifier of a pack, written from docs/formats.md: Python 3.9 or later, standard library only, no network.

    python3 verify_pack.py PACK.tar.zst --policy policy.txt

Prints PASS, FAIL or SKIP for each check of section 21 and a verdict. Exit code 0: none failed; 1: one failed; 2: a file could
not be read. SKIP: sealing tested ballots again (HPKE), and counting by rules other than the greedy ones.
"""
import base64, datetime, hashlib, json, pathlib, re, struct, sys
from fractions import Fraction
from functools import cached_property

LOGS = ("acts", "ballots", "issuance")
GROUNDS = {1: "not_eligible", 2: "duplicate", 3: "fraud", 4: "order"}
WORDS = ("length", "not-authentic", "form", "too-many", "order", "unknown-number", "padding", "blank", "no-contest")
MAX_INT = 2**53 - 1
INSTRUCTIONS = pathlib.Path(__file__).resolve().parent.parent / "crates/pack/src/VERIFY.md"


class Trouble(Exception):
    """Why a check does not hold; `by` names the check whose affair it is, None for the one that meets it."""

    def __init__(self, why, by=None):
        super().__init__(why)
        self.why, self.by = why, by


class Skip(Exception):
    """What this program does not do."""


def demand(holds, why, by=None):
    if not holds:
        raise Trouble(why, by)


# ---------------------------------------------------------------- bytes, JSON, hashes (sections 0, 1)

def sha(data):
    return hashlib.sha256(data).digest()


def canonical(value):
    """RFC 8785 for the JSON that is allowed here: integers within 2^53 - 1, no floats."""
    if isinstance(value, dict):
        order = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in order) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > MAX_INT):
        raise ValueError("a number that is not allowed")
    return json.dumps(value, ensure_ascii=False)


def read_json(data, members=None, optional=()):
    """An object in canonical form with exactly these members."""
    value = json.loads(data.decode())
    if canonical(value).encode() != data:
        raise ValueError("not in canonical form")
    shaped(value, members, optional)
    return value


def shaped(value, members, optional=()):
    if not isinstance(value, dict) or (members is not None and not set(members) <= set(value) <= set(members) | set(optional)):
        raise ValueError("not an object with the members it must have")
    return value


def is_count(value, least=0, most=2**64 - 1):
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def is_hex(text):
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text) is not None


def is_id(text):
    return isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9._-]{1,64}", text) is not None


def is_text(value):
    return isinstance(value, str)


def b64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not base64 in its one spelling")
    return data


# ---------------------------------------------------------------- Ed25519 (RFC 8032), strict

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
IDENTITY = (0, 1, 1, 0)


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, d - c, d + c, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def times(n, point):
    out = IDENTITY
    while n:
        if n & 1:
            out = add(out, point)
        point, n = add(point, point), n >> 1
    return out


def decode_point(data):
    y, sign = int.from_bytes(data, "little") & ((1 << 255) - 1), data[31] >> 7
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def encode_point(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def is_weak(point):
    return encode_point(times(8, point)) == encode_point(IDENTITY)


BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_key(public):
    point = decode_point(public)
    return point is not None and not is_weak(point)


def verifies(public, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    key, point = decode_point(public), decode_point(r)
    if len(signature) != 64 or s >= L or key is None or point is None or is_weak(key) or is_weak(point):
        return False
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L
    minus = (P - key[0], key[1], 1, P - key[3])
    return encode_point(add(times(s, BASE), times(k, minus))) == r


# ---------------------------------------------------------------- notes, checkpoints, policy (sections 16, 17)

class Key:
    """A verifier key: name, kind (1 log, 4 witness), public half."""

    def __init__(self, text):
        name, ident, data = text.split("+", 2)
        data = b64(data)
        self.text, self.name, self.kind, self.public = text, name, data[0], data[1:]
        self.id = sha(name.encode() + b"\n" + data)[:4]
        if not re.fullmatch(r"[^\s+\x00-\x1f]+", name) or ident != self.id.hex() or self.kind not in (1, 4) or len(data) != 33:
            raise ValueError("not a verifier key of a known type")
        if not is_key(self.public):
            raise ValueError("not a usable key")


class Checkpoint:
    """A signed note whose text is origin, size and root."""

    def __init__(self, data):
        note = data.decode()
        if len(data) > 1 << 20 or re.search(r"[\x00-\x09\x0b-\x1f]", note) or not note.endswith("\n"):
            raise ValueError("not a signed note")
        text, lines = note.rsplit("\n\n", 1)
        self.text, self.lines = text + "\n", [self.line(line) for line in lines[:-1].split("\n")]
        origin, size, root, *more = self.text[:-1].split("\n")
        self.origin, self.size, self.root = origin, int(size), b64(root)
        if not origin or str(self.size) != size or len(self.root) != 32 or self.size < 0 or "" in more or len(self.lines) > 100:
            raise ValueError("not a checkpoint")

    @staticmethod
    def line(line):
        dash, name, data = line.split(" ")
        if dash != "\u2014" or len(b64(data)) < 5:
            raise ValueError("not a signature line")
        return name, b64(data)[:4], b64(data)[4:]

    def signed_by(self, key):
        """True, False, or None when there is no line of this key."""
        found = [data for name, ident, data in self.lines if (name, ident) == (key.name, key.id)]
        return all(self.line_holds(key, data) for data in found) if found else None

    def line_holds(self, key, data):
        if key.kind == 1:
            return len(data) == 64 and verifies(key.public, self.text.encode(), data)
        time = int.from_bytes(data[:8], "big")
        message = f"cosignature/v1\ntime {time}\n{self.text}".encode()
        return len(data) == 72 and time < 2**63 and verifies(key.public, message, data[8:])


class Policy:
    """Known logs, witnesses and the quorum (C2SP tlog-policy)."""

    def __init__(self, text):
        self.logs, self.rules, quorum = [], {}, []
        for words in (line.split() for line in text.split("\n")):
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "log":
                self.logs.append(Key(words[1]))
            elif words[0] == "witness":
                self.rules[words[1]] = Key(words[2])
            elif words[0] == "group":
                members = words[3:]
                needed = {"any": 1, "all": len(members)}.get(words[2]) or int(words[2])
                if not 1 <= needed <= len(members) or any(member not in self.rules for member in members):
                    raise ValueError(f"group {words[1]}")
                self.rules[words[1]] = (needed, members)
            elif words[0] == "quorum":
                quorum.append(words[1])
            else:
                raise ValueError(words[0])
        publics = [rule.public for rule in self.rules.values() if isinstance(rule, Key)]
        if len(quorum) != 1 or len(set(publics)) != len(publics) or (quorum[0] != "none" and quorum[0] not in self.rules):
            raise ValueError("quorum or witnesses are not right")
        self.quorum = quorum[0]

    def met(self, checkpoint):
        def holds(name):
            rule = self.rules[name]
            if isinstance(rule, Key):
                return checkpoint.signed_by(rule) is True
            return sum(map(holds, rule[1])) >= rule[0]
        return self.quorum == "none" or holds(self.quorum)


# ---------------------------------------------------------------- archive (section 20)

def write_archive(files):
    tar = bytearray()
    for path in sorted(files, key=str.encode):
        before, _, last = path.rpartition("/") if len(path) > 100 else ("", "", path)
        head = bytearray(512)
        for at, field in ((0, last.encode()), (100, b"0000644\x000000000\x000000000\0"), (124, b"%011o\0" % len(files[path])),
                          (136, b"00000000000\0        0"), (257, b"ustar\x0000"), (329, b"0000000\x000000000\0"), (345, before.encode())):
            head[at:at + len(field)] = field
        head[148:156] = b"%06o\0 " % sum(head)
        tar += head + files[path] + bytes(-len(files[path]) % 512)
    tar += bytes(1024)
    out = bytearray(b"\x28\xb5\x2f\xfd\xc0\x38" + struct.pack("<Q", len(tar)))
    for at in range(0, len(tar), 1 << 17):
        block = tar[at:at + (1 << 17)]
        out += (len(block) << 3 | (at + len(block) == len(tar))).to_bytes(3, "little") + block
    return bytes(out)


def read_archive(data):
    try:
        tar, at = bytearray(), 14
        while at < len(data):
            size = int.from_bytes(data[at:at + 3], "little") >> 3
            tar += data[at + 3:at + 3 + size]
            at += 3 + size
        files, at = {}, 0
        while any(tar[at:at + 512]):
            field = lambda start, end: bytes(tar[at + start:at + end]).split(b"\0")[0].decode()
            path = (field(345, 500) + "/" if field(345, 500) else "") + field(0, 100)
            size = int(field(124, 136), 8)
            part = r"(?!\.{1,2}(/|$))[A-Za-z0-9._-]+"
            before, _, last = path.rpartition("/")
            if not re.fullmatch(f"({part}/)*{part}", path) or len(last) > 100 or len(before) > 155:
                raise ValueError(path)
            files[path] = bytes(tar[at + 512:at + 512 + size])
            at += 512 + -(-size // 512) * 512
    except (ValueError, UnicodeDecodeError, OverflowError) as fault:
        raise Trouble(f"not an archive of a pack: {fault}", "pack.archive")
    demand(write_archive(files) == data, "the same files give other archive bytes", "pack.archive")
    return files


# ---------------------------------------------------------------- tree and tiles (sections 14, 15)

def node_row(row):
    return [sha(b"\1" + row[at] + row[at + 1]) for at in range(0, len(row) - 1, 2)]


def root_of(leaves):
    """RFC 6962: a subtree of every row's odd last hash, joined from the right."""
    row, right = list(leaves), None
    if not row:
        return sha(b"")
    while row:
        if len(row) % 2:
            right = row[-1] if right is None else sha(b"\1" + row[-1] + right)
        row = node_row(row)
    return right


def tile_path(kind, index, width):
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    return f"tile/{kind}/{'/'.join(groups)}" + (f".p/{width}" if width < 256 else "")


def tiles_of(entries):
    out, level, row = {}, 0, [sha(b"\0" + entry) for entry in entries]
    for at in range(0, len(entries), 256):
        chunk = entries[at:at + 256]
        out[tile_path("entries", at // 256, len(chunk))] = b"".join(struct.pack(">H", len(entry)) + entry for entry in chunk)
    while row:
        for at in range(0, len(row), 256):
            out[tile_path(level, at // 256, len(row[at:at + 256]))] = b"".join(row[at:at + 256])
        row = [root_of(row[at:at + 256]) for at in range(0, len(row) - 255, 256)]
        level += 1
    return out


# ---------------------------------------------------------------- entries (sections 13, 18, 19)

class Reader:
    def __init__(self, data):
        self.data = data

    def take(self, count):
        if len(self.data) < count:
            raise ValueError("ends too early")
        head, self.data = self.data[:count], self.data[count:]
        return head

    def number(self, count):
        return int.from_bytes(self.take(count), "big")

    def zone(self):
        zone = self.take(self.number(1)).decode()
        if not 1 <= len(zone.encode()) <= 64:
            raise ValueError("zone")
        return zone

    def end(self, *rest):
        if self.data:
            raise ValueError("bytes left over")
        return rest


def read_ballot(data):
    r = Reader(data)
    version, kind = r.number(1), r.number(1)
    if version != 1 or kind not in (1, 2, 3, 4):
        raise ValueError("unknown version or kind")
    entry = {"kind": kind, "definition": r.take(32).hex(), "zone": r.zone(), "style": r.number(2)}
    if kind != 3:
        entry["pass"] = r.take(32).hex()
    entry["hash"] = r.take(32).hex()
    if kind == 2:
        entry["replaced"] = r.take(32).hex()
    if kind == 3:
        entry["seed"], length = r.take(32), r.number(2)
        if length > 4096:
            raise ValueError("too long")
        entry["plain"] = r.take(length)
    if kind == 4:
        entry["ground"], entry["act"] = GROUNDS[r.number(1)], r.take(32)
    r.end()
    return entry


def read_issuance(data):
    r = Reader(data)
    if r.take(2) != b"\x01\x10":
        raise ValueError("unknown version or kind")
    entry = {"definition": r.take(32).hex(), "zone": r.zone(), "door": r.number(1), "commitment": r.take(32)}
    if entry["door"] not in (1, 2, 3):
        raise ValueError("unknown door")
    r.end()
    return entry


ZONE = {"zone": is_text}
HASH = {"hash": is_hex}
VERSION = {"version": lambda value: is_count(value, 0, 2**32 - 1)}
CASE = {**ZONE, "pass": is_hex, "ballot": lambda text: text == "" or is_hex(text), "ground": lambda word: word in GROUNDS.values()}
TAKEN_BACK = {**ZONE, "number": lambda value: is_count(value, 0, 2**16 - 1)}
OPENED = {"opened": is_count, "invalid": is_count}
FACTS = {
    "cycle.frozen": HASH, "passes.printed": {**ZONE, "count": is_count}, "voting.closed": {}, "withdrawal.proposed": TAKEN_BACK,
    "withdrawal.confirmed": TAKEN_BACK, "void.proposed": CASE, "void.confirmed": CASE,
    "log.closed": {"log": is_text, "size": is_count, "root": is_text}, "canvass.confirmed": {**ZONE, **HASH, "ballots": is_count},
    "links.cut": {}, "share.given": {}, "zone.opened": {**ZONE, **OPENED, **HASH}, "ballots.opened": {**OPENED, "trustees": is_count},
    "opening.confirmed": {**ZONE, **HASH}, "result.counted": {**ZONE, **VERSION, **HASH, "ballots": is_count},
    "result.corrected": {**ZONE, **VERSION, **HASH, "ballots": is_count}, "result.signed": {**ZONE, **VERSION, **HASH},
    "result.certified": {**ZONE, **VERSION, **HASH},
}


def read_act(data):
    r = Reader(data)
    if r.take(2) != b"\x01\x20":
        raise ValueError("unknown version or kind")
    at, length = struct.unpack(">q", r.take(8))[0], r.number(2)
    if length > 60000 or length != len(r.data):
        raise ValueError("another length than it says")
    body = read_json(r.data, ("actor", "facts", "kind"), ("cycle", "reason"))
    if not all(isinstance(body[name], str) for name in body if name != "facts") or not isinstance(body["facts"], dict):
        raise ValueError("not the JSON of an act")
    return {"at": at, "reason": "", "leaf": sha(b"\0" + data), **body}


def person(act):
    return act["actor"].rpartition("/")[0] or None


def two(one, other):
    return person(one) is not None and person(other) is not None and person(one) != person(other)


# ---------------------------------------------------------------- evidence: what the files say

def strict(by, what, read, *args):
    """What `read` gives; trouble of the check `by` when the bytes are not what they must be."""
    try:
        return read(*args)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error, RecursionError) as fault:
        raise Trouble(f"{what}: {fault}", by)


DEFINITION = ("schema", "cycle", "title", "opens_at", "closes_at", "grace_seconds", "change_allowed", "blank_allowed", "opening_key",
              "ticket_key", "receipt_key", "log_key", "trustees", "one_ballot_per", "count_rule", "tie_break", "rule_params", "languages", "contests")
SHEET = ("printed", "registered", "unused", "issued_online", "shown", "void", "cast", "live", "replaced", "voided", "challenged", "log_entries")
RECORD = ("schema", "cycle", "zone", "rule", "rule_params", "tie_break", "budget_cents", "currency", "ballots", "blank", "invalid",
          "total_cents", "funded", "not_funded", "ties")
LINE = ("number", "votes", "cost_cents")


class Evidence:
    def __init__(self, archive, policy):
        self.archive, self.policy = archive, policy

    @cached_property
    def files(self):
        return read_archive(self.archive)

    def file(self, path, by):
        demand(path in self.files, f"{path} is missing", by)
        return self.files[path]

    @cached_property
    def front(self):
        def read():
            front = read_json(self.file("pack.json", "pack.front"), ("schema", "cycle", "definition_hash", "logs", "zones"))
            for name in LOGS:
                log = shaped(shaped(front["logs"], LOGS)[name], ("size", "vkey"))
                if not is_count(log["size"]) or not is_text(log["vkey"]):
                    raise ValueError(f"log of {name}")
            if not is_hex(front["definition_hash"]) or not all(map(is_text, front["zones"])):
                raise ValueError("hash or zones")
            return front
        return strict("pack.front", "pack.json", read)

    @cached_property
    def definition(self):
        by = "definition.canonical"
        def read():
            d = read_json(self.file("definition.json", by), DEFINITION)
            shaped(d["trustees"], ("count", "threshold"))
            for contest in d["contests"]:
                shaped(contest, ("zone", "style", "budget_cents", "currency", "ballot", "slate"))
                if shaped(contest["ballot"], ("form", "max"))["form"] != "approve_up_to" or not is_count(contest["ballot"]["max"], 0, 65535):
                    raise ValueError("ballot")
                for entry in contest["slate"]:
                    shaped(entry, ("cost_cents", "number", "proposal", "text_hashes"))
            keys = [d[name] for name in ("opening_key", "ticket_key", "receipt_key", "log_key")]
            if not all(map(is_hex, keys)) or not all(isinstance(d[name], bool) for name in ("change_allowed", "blank_allowed")):
                raise ValueError("keys or words")
            if d["one_ballot_per"] not in ("zone", "cycle") or not all(map(is_text, d["rule_params"].values())):
                raise ValueError("rule")
            return d
        return strict(by, "definition.json", read)

    @cached_property
    def hash(self):
        return sha(canonical(self.definition).encode()).hex()

    @cached_property
    def contests(self):
        return {contest["zone"]: contest for contest in self.definition["contests"]}

    def key(self, log):
        key = strict("pack.keys", f"log of {log}", Key, self.front["logs"][log]["vkey"])
        mine = key.kind == 1 and key.public.hex() == self.definition["log_key"]
        demand(mine, f"the key of the log of {log} is not the definition's log key", "pack.keys")
        demand(key.name.endswith("/" + log), f"the origin {key.name} is not one of a log of {log}", "pack.keys")
        return key

    @cached_property
    def checkpoints(self):
        return {}

    def checkpoint(self, log):
        if log not in self.checkpoints:
            key, by, path = self.key(log), f"log.{log}.checkpoint", f"log/{log}/checkpoint"
            found = strict(by, path, Checkpoint, self.file(path, by))
            demand(found.signed_by(key), "not signed by the log key", by)
            demand(found.origin == key.name, "the checkpoint is of another log", by)
            self.checkpoints[log] = found
        return self.checkpoints[log]

    def entries(self, log):
        size, by, out = self.checkpoint(log).size, f"log.{log}.tiles", []
        while len(out) < size:
            width = min(256, size - len(out))
            path = f"log/{log}/" + tile_path("entries", len(out) // 256, width)
            r, bundle = Reader(self.file(path, by)), []
            while r.data:
                bundle.append(strict(by, path, lambda: r.take(r.number(2))))
            demand(len(bundle) == width, f"{path} does not hold the entries that its path says", by)
            out += bundle
        return out

    def decoded(self, log, by, read):
        return [strict(by, f"entry {index}", read, data) for index, data in enumerate(self.entries(log))]

    @cached_property
    def ballots(self):
        return self.decoded("ballots", "ballots.form", read_ballot)

    @cached_property
    def issuances(self):
        return self.decoded("issuance", "issuance.form", read_issuance)

    @cached_property
    def all_acts(self):
        cycle, acts = self.definition["cycle"], self.decoded("acts", "acts.form", read_act)
        for index, act in enumerate(acts):
            act["index"], act["mine"] = index, act.get("cycle") == cycle and act["kind"] in FACTS
            if act["mine"]:
                for name, fits in FACTS[act["kind"]].items():
                    demand(name in act["facts"] and fits(act["facts"][name]), f"act {index}, {act['kind']}: fact {name}", "acts.form")
        return acts

    @cached_property
    def acts(self):
        return [act for act in self.all_acts if act["mine"]]

    @cached_property
    def elsewhere(self):
        """Definitions that other cycles froze: entries of theirs may stand in the same logs."""
        frozen = [act for act in self.all_acts if act["kind"] == "cycle.frozen" and act.get("cycle") not in (None, self.definition["cycle"])]
        return {act["facts"]["hash"] for act in frozen if is_hex(act["facts"].get("hash"))}

    def own(self, entries):
        """Entries of this definition, each with its index in the whole log."""
        return [(index, entry) for index, entry in enumerate(entries) if entry["definition"] == self.hash]

    def others(self, entries):
        """How many entries are of definitions that other cycles froze; those of unknown ones are not allowed."""
        rest = [(index, entry) for index, entry in enumerate(entries) if entry["definition"] != self.hash]
        for index, entry in rest:
            demand(entry["definition"] in self.elsewhere, f"entry {index} is of a definition that no other cycle froze")
        return f"{len(entries) - len(rest)} entries of this definition, {len(rest)} of other cycles"

    def of_kind(self, *kinds, zone=None):
        return [act for act in self.acts if act["kind"] in kinds and (zone is None or act["facts"].get("zone") == zone)]

    @cached_property
    def book(self):
        return Book(self.own(self.ballots), self.definition["change_allowed"])

    @cached_property
    def opened(self):
        return {zone: strict("opened.text", f"opened/{zone}.txt", self.read_opened, zone) for zone in self.contests}

    def read_opened(self, zone):
        data = self.file(f"opened/{zone}.txt", "opened.text")
        contest, lines = self.contests[zone], iter(data.decode().split("\n"))
        if (next(lines, ""), next(lines, "")) != ("reparto opened ballots 1", zone):
            raise ValueError("head")
        numbers = {entry["number"] for entry in contest["slate"]}
        limit = min(contest["ballot"]["max"], len(numbers))
        take = lambda: [next(lines, None) for _ in range(min(int(next(lines, "")), len(data)))]
        ballots = [tuple(map(int, line.split(","))) if line else () for line in take()]
        for choices in ballots:
            if len(choices) > limit or not set(choices) <= numbers or (not choices and not self.definition["blank_allowed"]):
                raise ValueError("a ballot that the definition does not allow")
        invalid = [tuple(line.split(" ")) for line in take()]
        if not all(is_hex(found) and word in WORDS for found, word in invalid):
            raise ValueError("an invalid ballot")
        text = [f"{len(ballots)}"] + [",".join(map(str, choices)) for choices in ballots]
        text += [f"{len(invalid)}"] + [" ".join(pair) for pair in invalid]
        ascending = all(list(choices) == sorted(set(choices)) for choices in ballots)
        if ballots != sorted(ballots) or invalid != sorted(invalid) or not ascending:
            raise ValueError("not sorted")
        if f"reparto opened ballots 1\n{zone}\n" + "\n".join(text) + "\n" != data.decode():
            raise ValueError("not in its one spelling")
        return {"ballots": ballots, "invalid": invalid, "hash": sha(data).hex()}

    @cached_property
    def sheets(self):
        out = {}
        for zone in self.contests:
            path, by = f"canvass/{zone}.json", "canvass.form"
            out[zone] = strict(by, path, read_json, self.file(path, by), SHEET)
            demand(all(map(is_count, out[zone].values())), f"{path}: a figure", by)
        return out

    @cached_property
    def records(self):
        out, by = {}, "count.form"
        for zone in self.contests:
            self.file(f"count/{zone}.v1.json", by)
            out[zone] = []
            while (path := f"count/{zone}.v{len(out[zone]) + 1}.json") in self.files:
                record = strict(by, path, read_json, self.files[path], RECORD)
                strict(by, path, lambda: [shaped(line, (*LINE, "left_cents")) for line in record["funded"]])
                strict(by, path, lambda: [shaped(line, (*LINE, "why")) for line in record["not_funded"]])
                out[zone].append(record)
        return out

    @cached_property
    def newest(self):
        return {zone: versions[-1] for zone, versions in self.records.items()}

    @cached_property
    def counts(self):
        self.opened
        self.known_rulebook()
        if self.definition["count_rule"] not in GREEDY:
            raise Skip("this program counts by the greedy rules only")
        gone = lambda zone: {act["facts"]["number"] for act in self.of_kind("withdrawal.confirmed", zone=zone)}
        read = lambda zone: Greedy(self.definition, self.contests[zone], self.opened[zone]["ballots"], gone(zone))
        return {zone: strict("count.recount", f"zone {zone}", read, zone) for zone in self.contests}

    def known_rulebook(self):
        try:
            rulebook(self)
        except Trouble as trouble:
            raise Trouble(trouble.why, "count.recount")

    def title(self, zone, entry):
        try:
            title = json.loads(self.files[f"texts/{zone}/{entry['number']}.{self.definition['languages'][0]}.txt"])["title"]
            return title if isinstance(title, str) else entry["proposal"]
        except (ValueError, KeyError, TypeError, IndexError):
            return entry["proposal"]


class Book:
    """The entries of one definition in the ballot log, from the first to the last (section 13)."""

    def __init__(self, entries, change_allowed):
        self.passes, self.seen, self.figures = {}, set(), {}
        self.faults = {"once": [], "replaced": [], "unique": [], "voided": []}
        for index, entry in entries:
            self.figures.setdefault(entry["zone"], [0] * 5)[entry["kind"]] += 1
            if entry["kind"] != 4:
                if entry["hash"] in self.seen:
                    self.faults["unique"].append(index)
                self.seen.add(entry["hash"])
            if entry["kind"] == 1:
                if entry["pass"] in self.passes:
                    self.faults["once"].append(index)
                self.passes.setdefault(entry["pass"], {"zone": entry["zone"], "hash": entry["hash"], "void": False})
            standing = self.passes.get(entry.get("pass"))
            here = standing is not None and standing["zone"] == entry["zone"]
            if entry["kind"] == 2:
                right = here and standing["hash"] == entry["replaced"] and not standing["void"]
                if not right or not change_allowed:
                    self.faults["replaced"].append(index)
                if here:
                    standing["hash"] = entry["hash"]
            if entry["kind"] == 4:
                if here and standing["hash"] == entry["hash"] and not standing["void"]:
                    standing["void"] = True
                else:
                    self.faults["voided"].append(index)

    def countable(self, zone):
        return {standing["hash"] for standing in self.passes.values() if standing["zone"] == zone and not standing["void"]}


# ---------------------------------------------------------------- the greedy rules (section 20)

def tie_steps(text):
    """Steps of a tie rule, each in its one spelling."""
    steps = []
    for part in map(str.strip, text.split(",")):
        word, colon, rest = part.partition(":")
        unescape = lambda text: text.replace("%20", " ").replace("%2C", ",").replace("%25", "%")
        if part in ("all", "cost", "votes", "order", "lexico"):
            steps.append((part, None))
        elif word == "lot" and rest:
            steps.append(("lot", unescape(rest)))
        elif word == "list" and rest.split():
            steps.append(("list", tuple(unescape(one) for one in rest.split(" ") if one)))
        else:
            raise ValueError(f"{part!r} is no step of a tie rule")
    return steps


def step_text(step):
    escape = lambda text: text.replace("%", "%25").replace(",", "%2C")
    if step[0] == "lot":
        return "lot:" + escape(step[1])
    return "list:" + " ".join(escape(one).replace(" ", "%20") for one in step[1]) if step[0] == "list" else step[0]


def amount(cents, currency):
    whole = currency in "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XPF XOF".split()
    digits = 0 if whole else 3 if currency in "BHD IQD JOD KWD LYD OMR TND".split() else 2
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    part = f"{cents % 10**digits:0{digits}}".rstrip("0") if digits else ""
    return f"{sign}{cents // 10**digits}" + ("." + part if part else "")


class Greedy:
    """One count: winners in order with the money left, losers with their reason, ties."""

    def __init__(self, definition, contest, ballots, withdrawn):
        self.definition, self.slate, self.ballots = definition, contest["slate"], ballots
        self.withdrawn = {p for p, entry in enumerate(self.slate) if entry["number"] in withdrawn}
        self.budget, self.currency, self.params = contest["budget_cents"], contest["currency"], definition["rule_params"]
        self.costs = [entry["cost_cents"] for entry in self.slate]
        self.votes = [sum(entry["number"] in choices for choices in ballots) for entry in self.slate]
        self.steps = tie_steps(definition["tie_break"])
        if definition["count_rule"] == "greedy_votes_threshold" and "min_votes" not in self.params:
            raise ValueError("the threshold rule needs min_votes")
        self.winners, self.left, self.why, self.ties, self.stopped = [], [self.budget], {}, [], None
        self.stops = definition["count_rule"] == "greedy_votes_no_skip" or self.params.get("no_skip") == "yes"
        self.poznan = self.params.get("poznan_80") == "yes"
        self.run()

    def key(self, step, p):
        number = self.slate[p]["proposal"]
        return {"all": lambda: 0, "cost": lambda: self.costs[p], "votes": lambda: -self.votes[p], "order": lambda: p,
                "lexico": lambda: number.encode(), "lot": lambda: sha(f"{step[1]}\n{number}".encode()),
                "list": lambda: step[1].index(number) if number in step[1] else len(step[1])}[step[0]]()

    def rank(self, p):
        return [self.key(step, p) for step in self.steps] + [self.slate[p]["proposal"].encode(), p]

    def needed(self, p):
        text = self.params.get("min_votes", "0")
        if text.startswith("cost/"):
            return -(-len(self.ballots) * self.costs[p] // (int(text[5:]) * max(self.budget, 1)))
        if text.endswith("%"):
            return -(-len(self.ballots) * int(Fraction(text[:-1]) * 100) // 10000)
        return int(text)

    def outside(self, p):
        if p in self.withdrawn:
            return {"code": "withdrawn"}
        if self.votes[p] < self.needed(p):
            return {"code": "threshold", "needed": self.needed(p)} if self.votes[p] else {"code": "no_votes"}
        if self.votes[p] == 0 and self.params.get("fund_unvoted") != "yes":
            return {"code": "no_votes"}
        return {"code": "dearer_than_budget"} if self.costs[p] > self.budget else None

    def worth(self, p):
        """What equals have in common; costs are above zero."""
        per_cost = self.definition["count_rule"] == "greedy_votes_per_cost"
        return Fraction(self.votes[p], self.costs[p]) if per_cost else self.votes[p]

    def run(self):
        everyone = range(len(self.slate))
        self.why = {p: self.outside(p) for p in everyone if self.outside(p)}
        order = sorted((p for p in everyone if p not in self.why), key=lambda p: (-self.worth(p), self.rank(p)))
        while order:
            group = [p for p in order if self.worth(p) == self.worth(order[0])]
            order = order[len(group):]
            first = self.tie(group)
            for p in group:
                self.turn(p, first)

    def tie(self, group):
        open_ones = [p for p in group if self.stops or self.poznan or self.costs[p] <= self.left[-1]]
        if len(group) < 2 or self.stopped or len(open_ones) < 2 or sum(self.costs[p] for p in open_ones) <= self.left[-1]:
            return None
        one, other = open_ones[:2]
        by = next((step for step in self.steps if self.key(step, one) != self.key(step, other)), ("lexico", None))
        self.ties.append({"at": len(self.winners) + 1, "among": open_ones, "chosen": one, "by": step_text(by)})
        return one

    def turn(self, p, first):
        left = self.left[-1]
        if self.stopped:
            self.why[p] = {"code": "stopped_before", "at": self.slate[self.stopped[0]]["number"], "left_cents": self.stopped[1]}
        elif self.costs[p] <= left or (self.poznan and left * 100 >= self.costs[p] * 80):
            self.winners.append(p)
            self.left.append(left - self.costs[p])
            if self.costs[p] > left:
                self.stopped = (p, self.left[-1])
        else:
            lost_to = first not in (None, p) and first in self.winners
            self.why[p] = {"code": "tie", "with": self.slate[first]["number"]} if lost_to else {"code": "did_not_fit"}
            self.why[p]["left_cents"] = left
            if self.stops or self.poznan:
                self.stopped = (p, left)

    def line(self, p):
        return {"number": self.slate[p]["number"], "votes": self.votes[p], "cost_cents": self.costs[p]}

    def funded(self):
        return [{**self.line(p), "left_cents": left} for p, left in zip(self.winners, self.left[1:])]

    def not_funded(self):
        lines = [{**self.line(p), "why": why} for p, why in self.why.items()]
        return sorted(lines, key=lambda line: (-line["votes"], line["number"]))

    def ties_met(self):
        number = lambda p: self.slate[p]["number"]
        return [{"among": [number(p) for p in tie["among"]], "chosen": number(tie["chosen"]), "by": tie["by"]} for tie in self.ties]

    def missing(self, p):
        why = self.why[p]
        if why["code"] == "withdrawn":
            return amount(0, self.currency)
        if why["code"] in ("threshold", "no_votes"):
            return str(why.get("needed", self.votes[p] + 1) - self.votes[p])
        money = self.costs[p] - (self.budget if why["code"] == "dearer_than_budget" else why["left_cents"])
        return amount(max(money, 0), self.currency)

    def trace(self, path, pb):
        """The JSON of `reparto tally`, members in its order."""
        ids = lambda ps: [self.slate[p]["proposal"] for p in ps]
        money, one = lambda cents: amount(cents, self.currency), lambda p: self.slate[p]["proposal"]
        minimum = self.params.get("min_votes")
        if minimum and minimum.endswith("%"):
            minimum = amount(int(Fraction(minimum[:-1]) * 100), "USD") + "%"
        gone = ",".join(ids(sorted(self.withdrawn)))
        params = {"min_votes": minimum, "withdrawn": gone, "poznan_80": self.params.get("poznan_80"), "no_skip": self.params.get("no_skip"),
                  "skip_unvoted": None if self.params.get("fund_unvoted") == "yes" else "yes"}
        rounds = [{"project": one(p), "cost": money(self.costs[p]), "price": None, "effective_votes": str(self.votes[p]),
                   "paid_by": self.votes[p], "left": money(left)} for p, left in zip(self.winners, self.left[1:])]
        losers = sorted(self.why, key=lambda p: (-self.votes[p], self.rank(p)))
        value = {
            "schema": "reparto.tally/1", "file": path, "sha256": sha(pb).hex(), "votes": len(self.ballots), "projects": len(self.slate),
            "budget": money(self.budget),
            "rule": {"id": self.definition["count_rule"], "params": {name: value for name, value in params.items() if value and value != "no"}},
            "tie_break": ",".join(map(step_text, self.steps)), "winners": ids(self.winners), "sorted": sorted(ids(self.winners), key=str.encode),
            "total_cost": money(sum(self.costs[p] for p in self.winners)),
            "ties": [{"at": tie["at"], "among": ids(tie["among"]), "chosen": one(tie["chosen"]), "by": tie["by"]} for tie in self.ties],
            "rounds": rounds,
            "losers": [{"project": one(p), "reason": self.why[p]["code"], "needs": self.missing(p)} for p in losers],
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\x7f", "\\u007f").encode()

    def pb(self, names):
        field = lambda text: '"' + text.replace('"', '""') + '"' if re.search(r'[;"\r\n]|^[ \t]|[ \t]$', text) else text
        d, language = self.definition, self.definition["languages"][0]
        day = lambda at: (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=at)).strftime("%d.%m.%Y")
        rule = "greedy" if d["count_rule"] == "greedy_votes" else d["count_rule"]
        contest = next(contest for contest in d["contests"] if contest["slate"] is self.slate)
        gone = ", ".join(self.slate[p]["proposal"] for p in sorted(self.withdrawn))
        gone = " #2: withdrawn and not counted: " + gone if gone else ""
        meta = [("description", d["title"][language]), ("unit", contest["zone"]), ("instance", d["cycle"]), ("rule", rule),
                ("date_begin", day(d["opens_at"])), ("date_end", day(d["closes_at"])), ("language", language), ("currency", self.currency),
                ("comment", "#1: ties by " + ",".join(map(step_text, self.steps)) + gone), ("num_projects", str(len(self.slate))),
                ("num_votes", str(len(self.ballots))), ("budget", amount(self.budget, self.currency)), ("vote_type", "approval"),
                ("max_length", str(contest["ballot"]["max"]))]
        lines = ["META", "key;value"] + [f"{name};{field(value)}" for name, value in meta]
        lines += ["PROJECTS", "project_id;cost;votes;name;selected"]
        for p, entry in enumerate(self.slate):
            cells = (entry["proposal"], amount(self.costs[p], self.currency), str(self.votes[p]), names[p], str(int(p in self.winners)))
            lines.append(";".join(map(field, cells)))
        ids = {entry["number"]: entry["proposal"] for entry in self.slate}
        lines += ["VOTES", "voter_id;vote"]
        lines += [f"{at};{','.join(ids[number] for number in choices)}" for at, choices in enumerate(self.ballots, 1)]
        return ("\n".join(lines) + "\n").encode()


# ---------------------------------------------------------------- checks (section 21)

CHECKS = []


def check(name):
    def enter(run):
        CHECKS.append((name, run))
        return run
    return enter


@check("pack.archive")
def _(e):
    return f"{len(e.files)} files"


@check("pack.files")
def _(e):
    wanted = {"pack.json", "definition.json", "voids.csv", "VERIFY.md", "SHA256SUMS"}
    for log in LOGS:
        wanted |= {f"log/{log}/checkpoint"} | {f"log/{log}/{path}" for path in tiles_of(e.entries(log))}
    for zone, contest in e.contests.items():
        wanted |= {f"texts/{zone}/{entry['number']}.{language}.txt" for entry in contest["slate"] for language in entry["text_hashes"]}
        wanted |= {f"opened/{zone}.{kind}" for kind in ("txt", "csv", "pb")} | {f"canvass/{zone}.json"}
        wanted |= {f"count/{zone}.v{n + 1}{kind}.json" for n in range(len(e.records[zone])) for kind in ("", ".trace")}
    demand(wanted == set(e.files), f"missing or too many: {sorted(wanted ^ set(e.files))[:3]}")


@check("pack.sums")
def _(e):
    paths = sorted(set(e.files) - {"SHA256SUMS"}, key=str.encode)
    right = "".join(f"{sha(e.files[path]).hex()}  {path}\n" for path in paths).encode()
    demand(e.file("SHA256SUMS", "pack.sums") == right, "SHA256SUMS is not the list of these files")


@check("pack.front")
def _(e):
    same = e.front["schema"] == "reparto.pack/1" and e.front["cycle"] == e.definition["cycle"]
    same = same and e.front["zones"] == [contest["zone"] for contest in e.definition["contests"]]
    demand(same, "schema, cycle or zones are not the definition's")
    sizes = [e.front["logs"][log]["size"] == e.checkpoint(log).size for log in LOGS]
    demand(all(sizes), "a size is not that of the checkpoint")


@check("pack.keys")
def _(e):
    demand(len({e.key(log).name[:-len(log)] for log in LOGS}) == 1, "the logs have different origins")


@check("pack.instructions")
def _(e):
    found, cycle = e.file("VERIFY.md", "pack.instructions"), e.definition["cycle"]
    try:
        right = INSTRUCTIONS.read_bytes().replace(b"{cycle}", cycle.encode())
    except OSError:
        raise Skip("crates/pack/src/VERIFY.md is not beside this program")
    demand(found == right, "VERIFY.md is not the text that this format fixes")


@check("definition.canonical")
def _(e):
    return f"hash {e.hash}"


@check("definition.rules")
def _(e):
    d, tag = e.definition, r"[A-Za-z0-9-]{1,35}"
    demand(d["schema"] == "reparto.definition/1" and is_id(d["cycle"]), "schema or cycle")
    demand(is_count(d["opens_at"]) and is_count(d["closes_at"]) and d["opens_at"] < d["closes_at"], "times")
    keys = [bytes.fromhex(d[name]) for name in ("ticket_key", "receipt_key", "log_key")]
    demand(all(map(is_key, keys)) and len(set(keys)) == 3, "keys")
    point = int.from_bytes(bytes.fromhex(d["opening_key"]), "little") & ((1 << 255) - 1)
    small = (0, 1, P - 1, 325606250916557431795983626356110631294008115727848805560023387167927233504,
             39382357235489614581723060781553021112529911719440698176882885853963445705823)
    demand(point % P not in small, "opening key")
    demand(2 <= d["trustees"]["threshold"] <= d["trustees"]["count"] <= 255, "trustees")
    languages = sorted(set(d["languages"]))
    demand(len(languages) == len(d["languages"]) > 0 and all(re.fullmatch(tag, one) for one in languages), "languages")
    demand(sorted(d["title"]) == languages and d["count_rule"] and d["tie_break"] and d["contests"], "title, rule or contests")
    zones = [contest["zone"].encode() for contest in d["contests"]]
    demand(zones == sorted(set(zones)), "zones")
    for contest in d["contests"]:
        money = [contest["budget_cents"]] + [entry["cost_cents"] for entry in contest["slate"]]
        demand(is_id(contest["zone"]) and all(is_count(cents, 1, MAX_INT) for cents in money), f"amounts of {contest['zone']}")
        demand(re.fullmatch("[A-Z]{3}", contest["currency"]) and contest["ballot"]["max"] >= 1, f"ballot of {contest['zone']}")
        numbers, proposals = [[entry[name] for entry in contest["slate"]] for name in ("number", "proposal")]
        ascending = numbers == sorted(set(numbers)) and 1 <= len(numbers) <= 2000 and all(is_count(n, 1, 65535) for n in numbers)
        demand(ascending and len(set(proposals)) == len(proposals) and all(map(is_id, proposals)), f"slate of {contest['zone']}")
        for entry in contest["slate"]:
            demand(sorted(entry["text_hashes"]) == languages and all(map(is_hex, entry["text_hashes"].values())), "text hashes")


@check("definition.hash")
def _(e):
    demand(e.front["definition_hash"] == e.hash, "pack.json names another definition")


@check("definition.texts")
def _(e):
    for zone, contest in e.contests.items():
        for entry in contest["slate"]:
            for language, right in entry["text_hashes"].items():
                path = f"texts/{zone}/{entry['number']}.{language}.txt"
                demand(sha(e.files.get(path, b"\0")).hex() == right, f"{path} is not the text that was frozen")


GREEDY = ("greedy_votes", "greedy_votes_no_skip", "greedy_votes_threshold", "greedy_votes_per_cost")
OTHERS = (r"greedy_points(_per_cost)?|max_(votes|points)(_cost)?|phragmen(_skip)?"
          r"|mes_(cost|card|points|points_cost)(_u|_add1|_add1u|_add1pct|_esnet_add1|_esnet_add1u)?")


def rulebook(e):
    """The steps of the tie rule, when everything that is declared is known."""
    rule, params, by = e.definition["count_rule"], e.definition["rule_params"], "definition.rulebook"
    demand(rule in GREEDY or re.fullmatch(OTHERS, rule), f"{rule} is no rule", by)
    demand(set(params) <= {"min_votes", "poznan_80", "no_skip", "fund_unvoted"}, "an unknown parameter", by)
    demand(re.fullmatch(r"\d+|cost/[1-9]\d*|\d+(\.\d{1,2})?%", params.get("min_votes", "0")), "min_votes", by)
    return strict(by, "tie rule", tie_steps, e.definition["tie_break"])


@check("definition.rulebook")
def _(e):
    return f"ties by {','.join(map(step_text, rulebook(e)))}"


def log_checks(log):
    @check(f"log.{log}.checkpoint")
    def _(e):
        return f"{e.checkpoint(log).size} entries"

    @check(f"log.{log}.tiles")
    def _(e):
        for path, data in tiles_of(e.entries(log)).items():
            demand(e.files.get(f"log/{log}/{path}") == data, f"log/{log}/{path} is not what the entries make")

    @check(f"log.{log}.root")
    def _(e):
        demand(root_of([sha(b"\0" + entry) for entry in e.entries(log)]) == e.checkpoint(log).root, "the entries give another root")


def policy_check(log):
    @check(f"policy.{log}")
    def _(e):
        demand(e.key(log).text in [key.text for key in e.policy.logs], "the policy does not know this log")
        demand(e.policy.met(e.checkpoint(log)), "too few witnesses of the policy cosigned the checkpoint")


for one in LOGS:
    log_checks(one)
for one in LOGS:
    policy_check(one)


@check("ballots.form")
def _(e):
    return f"{len(e.ballots)} entries"


@check("ballots.place")
def _(e):
    e.ballots, e.acts
    for index, entry in e.own(e.ballots):
        demand(e.contests.get(entry["zone"], {}).get("style") == entry["style"], f"entry {index} is of no contest")
    return e.others(e.ballots)


def book_check(name):
    @check(f"ballots.{name}")
    def _(e):
        demand(not e.book.faults[name], f"entries {e.book.faults[name][:3]}")


for one in ("once", "replaced", "unique"):
    book_check(one)


@check("ballots.challenged")
def _(e):
    e.definition
    if any(entry["kind"] == 3 for _, entry in e.own(e.ballots)):
        raise Skip("this program does not seal ballots; use reparto-verify")
    return "no tested ballots"


book_check("voided")


@check("ballots.decided")
def _(e):
    e.book
    decided = {act["leaf"]: act["facts"] for act in e.of_kind("void.confirmed")}
    for index, entry in e.own(e.ballots):
        if entry["kind"] == 4:
            case, right = decided.pop(entry["act"], {}), (entry["zone"], entry["pass"], entry["hash"], entry["ground"])
            same = tuple(case.get(name) for name in ("zone", "pass", "ballot", "ground")) == right
            demand(same, f"entry {index}: no act decided to void it")
    for case in decided.values():
        demand(case["ballot"] == "" and case["pass"] not in e.book.passes, f"the ballot of pass {case['pass']} was not taken out")


@check("ballots.closed")
def _(e):
    entries, own = e.entries("ballots"), e.own(e.ballots)
    closing = e.of_kind("log.closed")
    demand(closing, "no act log.closed")
    facts = closing[0]["facts"]
    demand(facts["log"] == "ballots" and facts["size"] <= len(entries), "another log, or fewer entries")
    root = base64.b64encode(root_of([sha(b"\0" + entry) for entry in entries[:facts["size"]]])).decode()
    demand(root == facts["root"], "another root")
    late = [index for index, entry in own if index >= facts["size"] and entry["kind"] != 4]
    demand(not late, f"entries {late[:3]} came after the log was closed")


@check("issuance.form")
def _(e):
    return f"{len(e.issuances)} entries"


@check("issuance.place")
def _(e):
    e.issuances, e.acts
    for index, entry in e.own(e.issuances):
        demand(entry["zone"] in e.contests, f"entry {index} is of another zone")
    return e.others(e.issuances)


@check("issuance.unique")
def _(e):
    own = e.own(e.issuances)
    demand(len({entry["commitment"] for _, entry in own}) == len(own), "a commitment comes twice")


@check("acts.form")
def _(e):
    return f"{len(e.all_acts)} entries"


@check("acts.time")
def _(e):
    latest = -2**63
    for act in e.all_acts:
        demand(latest - act["at"] <= 120, f"act {act['index']} is older than one before it")
        latest = max(latest, act["at"])


@check("acts.frozen")
def _(e):
    found = e.of_kind("cycle.frozen")
    demand(found and all(act["facts"]["hash"] == e.hash for act in found), "another definition was frozen, or none")


@check("acts.once")
def _(e):
    for kind in ("cycle.frozen", "voting.closed", "log.closed", "links.cut", "ballots.opened"):
        demand(len(e.of_kind(kind)) == 1, f"{len(e.of_kind(kind))} acts {kind}")
    for zone in e.contests:
        for kind in ("canvass.confirmed", "zone.opened", "result.counted"):
            demand(len(e.of_kind(kind, zone=zone)) == 1, f"not one act {kind} of zone {zone}")
    for act in e.acts:
        # Only the facts of section 19 are looked at: another act may have a fact of this name.
        demand("zone" not in FACTS[act["kind"]] or act["facts"]["zone"] in e.contests, f"act {act['index']} is about another zone")


def before(first, then):
    if first and then:
        last, earliest = max(act["index"] for act in first), min(act["index"] for act in then)
        demand(last < earliest, f"act {earliest} stands before act {last}")


@check("acts.order")
def _(e):
    kind, e_definition = e.of_kind, e.definition
    before(kind("cycle.frozen"), [act for act in e.acts if act["kind"] != "cycle.frozen"])
    before(kind("passes.printed"), kind("voting.closed"))
    before(kind("voting.closed"), kind("log.closed", "void.confirmed"))
    before(kind("log.closed"), kind("canvass.confirmed"))
    before(kind("canvass.confirmed", "void.confirmed"), kind("links.cut"))
    before(kind("links.cut"), kind("share.given"))
    before(kind("zone.opened"), kind("ballots.opened"))
    people, enough = set(), None
    for act in kind("share.given"):
        people |= {person(act)} - {None}
        if enough is None and len(people) == e_definition["trustees"]["threshold"]:
            enough = act
    for zone in e.contests:
        before(kind("void.confirmed", "withdrawal.confirmed", zone=zone), kind("canvass.confirmed", zone=zone))
        demand(enough, "opened before enough shares were given")
        before([enough], kind("zone.opened", zone=zone))
        before(kind("zone.opened", zone=zone), kind("opening.confirmed", zone=zone))
        counts = kind("result.counted", "result.corrected", zone=zone)
        before(kind("opening.confirmed", zone=zone)[:1], counts)
        versions = [act["facts"]["version"] for act in counts]
        demand(versions == sorted(set(versions)), "versions do not ascend")
        for count in counts:
            same = lambda name: [act for act in kind(name, zone=zone) if act["facts"]["version"] == count["facts"]["version"]]
            before([count], same("result.signed"))
            before(same("result.signed"), same("result.certified"))


@check("acts.voids")
def _(e):
    passes, facts = set(), lambda act: [act["facts"][name] for name in CASE]
    for act in e.of_kind("void.confirmed"):
        asked = [one for one in e.of_kind("void.proposed") if one["index"] < act["index"] and facts(one) == facts(act)]
        demand(any(two(one, act) and one["reason"].strip() for one in asked), f"act {act['index']}: nobody else asked")
        demand(act["facts"]["pass"] not in passes, f"act {act['index']}: the pass was voided before")
        passes.add(act["facts"]["pass"])


@check("acts.withdrawals")
def _(e):
    asked, confirmed = [], set()
    for act in e.of_kind("withdrawal.proposed", "withdrawal.confirmed"):
        case = (act["facts"]["zone"], act["facts"]["number"])
        if act["kind"] == "withdrawal.proposed":
            asked.append((case, act))
            continue
        place = f"act {act['index']}: proposal {case[1]} of zone {case[0]}"
        slate = e.contests.get(case[0], {"slate": []})["slate"]
        demand(any(entry["number"] == case[1] for entry in slate), f"{place} is on no slate")
        reason = (act.get("reason") or "").strip()
        demand(reason and any(other == case and two(by, act) for other, by in asked), f"{place}: nobody else asked before, or no reason")
        demand(case not in confirmed, f"{place} was withdrawn before")
        confirmed.add(case)


@check("acts.shares")
def _(e):
    needed = e.definition["trustees"]["threshold"]
    demand(len({person(act) for act in e.of_kind("share.given")} - {None}) >= needed, "too few people gave a share")


@check("opened.text")
def _(e):
    return f"{sum(len(zone['ballots']) for zone in e.opened.values())} ballots"


@check("opened.number")
def _(e):
    for zone, opened in e.opened.items():
        found, countable = len(opened["ballots"]) + len(opened["invalid"]), len(e.book.countable(zone))
        demand(found == countable, f"zone {zone}: {found} opened, {countable} count by the log")


@check("opened.invalid")
def _(e):
    for zone, opened in e.opened.items():
        hashes = [found for found, _ in opened["invalid"]]
        demand(len(set(hashes)) == len(hashes) and set(hashes) <= e.book.countable(zone), f"zone {zone}: an invalid ballot from elsewhere")


@check("opened.csv")
def _(e):
    for zone, opened in e.opened.items():
        merged = {}
        for choices in opened["ballots"]:
            merged[choices] = merged.get(choices, 0) + 1
        right = "count,numbers\n" + "".join(f"{count},{';'.join(map(str, choices))}\n" for choices, count in merged.items())
        demand(e.file(f"opened/{zone}.csv", "opened.csv") == right.encode(), f"opened/{zone}.csv does not hold the opened ballots")


def pb_of(e, zone):
    return e.counts[zone].pb([e.title(zone, entry) for entry in e.contests[zone]["slate"]])


@check("opened.pb")
def _(e):
    for zone in e.counts:
        demand(e.file(f"opened/{zone}.pb", "opened.pb") == pb_of(e, zone), f"opened/{zone}.pb is another file")


@check("opened.declared")
def _(e):
    figures = {zone: (len(opened["ballots"]), len(opened["invalid"])) for zone, opened in e.opened.items()}
    for act in e.of_kind("zone.opened"):
        facts, zone = act["facts"], act["facts"]["zone"]
        same = zone in figures and (facts["opened"], facts["invalid"]) == figures[zone] and facts["hash"] == e.opened[zone]["hash"]
        demand(same, f"act {act['index']} tells of other ballots")
    totals = tuple(map(sum, zip(*figures.values())))
    for act in e.of_kind("ballots.opened"):
        demand((act["facts"]["opened"], act["facts"]["invalid"]) == totals, f"act {act['index']} tells of other ballots")


@check("opened.confirmed")
def _(e):
    for zone, opened in e.opened.items():
        found = e.of_kind("opening.confirmed", zone=zone)
        demand(found and all(act["facts"]["hash"] == opened["hash"] for act in found), f"zone {zone} was not opened twice with one hash")


@check("canvass.form")
def _(e):
    return f"{len(e.sheets)} sheets"


@check("canvass.equations")
def _(e):
    for zone, s in e.sheets.items():
        holds = s["printed"] == s["registered"] and s["registered"] + s["shown"] == s["cast"] + s["unused"] + s["void"]
        holds = holds and s["live"] == s["cast"] + s["voided"] and s["shown"] <= s["issued_online"]
        demand(holds and s["log_entries"] == s["live"] + s["replaced"] + s["challenged"] + s["voided"], f"the sheet of zone {zone} does not add up")


@check("canvass.logs")
def _(e):
    for zone, sheet in e.sheets.items():
        figures = e.book.figures.get(zone, [0] * 5)
        right = {"printed": sum(act["facts"]["count"] for act in e.of_kind("passes.printed", zone=zone)),
                 "issued_online": sum(entry["zone"] == zone for _, entry in e.own(e.issuances)), "void": len(e.of_kind("void.confirmed", zone=zone)),
                 "live": figures[1], "replaced": figures[2], "challenged": figures[3], "voided": figures[4], "log_entries": sum(figures)}
        wrong = [name for name in right if right[name] != sheet[name]]
        demand(not wrong, f"zone {zone}: {wrong}")


@check("canvass.confirmed")
def _(e):
    for act in e.of_kind("canvass.confirmed"):
        sheet = e.sheets.get(act["facts"]["zone"])
        same = sheet and act["facts"]["ballots"] == sheet["live"] and act["facts"]["hash"] == sha(canonical(sheet).encode()).hex()
        demand(same or sheet is None, f"act {act['index']} confirms another sheet")


@check("canvass.voids")
def _(e):
    found = e.file("voids.csv", "canvass.voids")
    voids = {entry["hash"]: entry for _, entry in e.own(e.ballots) if entry["kind"] == 4}
    index = {sha(b"\0" + entry): at for at, entry in enumerate(e.entries("acts"))}
    lines = [f"{v['zone']},{v['pass']},{v['hash']},{v['ground']},{index.get(v['act'], '')}\n" for _, v in sorted(voids.items())]
    demand(found == ("zone,pass_mark,ciphertext_hash,reason,act_index\n" + "".join(lines)).encode(), "voids.csv is another list")


@check("count.form")
def _(e):
    for zone, versions in e.records.items():
        for record in versions:
            right = (record["schema"], record["cycle"], record["zone"]) == ("reparto.count/1", e.definition["cycle"], zone)
            demand(right, f"a record of zone {zone} is of another schema, cycle or zone")


@check("count.rulebook")
def _(e):
    d = e.definition
    steps = rulebook(e)
    for zone, versions in e.records.items():
        for record in versions:
            demand((record["rule"], record["rule_params"]) == (d["count_rule"], d["rule_params"]), f"zone {zone}: another rule")
            demand(strict(None, "tie rule", tie_steps, record["tie_break"]) == steps, f"zone {zone}: another tie rule")
            money = (e.contests[zone]["budget_cents"], e.contests[zone]["currency"])
            demand((record["budget_cents"], record["currency"]) == money, f"zone {zone}: another budget")


@check("count.ballots")
def _(e):
    for zone, opened in e.opened.items():
        record, blank = e.newest[zone], opened["ballots"].count(())
        same = [record["ballots"], record["blank"], record["invalid"]] == [len(opened["ballots"]), blank, len(opened["invalid"])]
        demand(same, f"zone {zone}: other ballots were counted")


@check("count.slate")
def _(e):
    for zone, record in e.newest.items():
        found = sorted((line["number"], line["cost_cents"]) for line in record["funded"] + record["not_funded"])
        demand(found == [(entry["number"], entry["cost_cents"]) for entry in e.contests[zone]["slate"]], f"zone {zone}: other proposals or prices")


@check("count.recount")
def _(e):
    e.records
    for zone, count in e.counts.items():
        record, votes = e.newest[zone], lambda lines: [(line["number"], line["votes"]) for line in lines]
        same = record["funded"] == count.funded() and record["total_cents"] == sum(line["cost_cents"] for line in count.funded())
        demand(same and votes(record["not_funded"]) == votes(count.not_funded()), f"zone {zone}: counting again gives another result")


@check("count.reasons")
def _(e):
    e.records
    for zone, count in e.counts.items():
        same = (e.newest[zone]["not_funded"], e.newest[zone]["ties"]) == (count.not_funded(), count.ties_met())
        demand(same, f"zone {zone}: counting again gives other reasons or ties")


@check("count.trace")
def _(e):
    e.records
    for zone, count in e.counts.items():
        right = count.trace(f"opened/{zone}.pb", pb_of(e, zone))
        for version in range(1, len(e.records[zone]) + 1):
            path = f"count/{zone}.v{version}.trace.json"
            demand(e.file(path, "count.trace") == right, f"{path} is not the trace of counting again")


def record_hash(e, zone, version):
    versions = e.records[zone]
    return sha(canonical(versions[version - 1]).encode()).hex() if 1 <= version <= len(versions) else None


@check("results.counted")
def _(e):
    e.acts
    for zone, versions in e.records.items():
        counts = e.of_kind("result.counted", "result.corrected", zone=zone)
        demand([act["facts"]["version"] for act in counts] == list(range(1, len(versions) + 1)), f"zone {zone}: versions")
        for act in counts:
            version, first = act["facts"]["version"], act["kind"] == "result.counted"
            demand(version == 1 if first else version > 1 and act["reason"].strip(), f"act {act['index']}: announced in the wrong way")
            same = (act["facts"]["hash"], act["facts"]["ballots"]) == (record_hash(e, zone, version), versions[version - 1]["ballots"])
            demand(same, f"act {act['index']} announces another version")


@check("results.signed")
def _(e):
    e.acts
    for zone in e.records:
        for act in e.of_kind("result.signed", "result.certified", zone=zone):
            demand(act["facts"]["hash"] == record_hash(e, zone, act["facts"]["version"]), f"act {act['index']} signs another version")


@check("results.certified")
def _(e):
    e.acts
    for zone, versions in e.records.items():
        acts = [act for act in e.of_kind("result.signed", "result.certified", zone=zone) if act["facts"]["version"] == len(versions)]
        right = [act["kind"] for act in acts] == ["result.signed", "result.certified"] and two(*acts)
        demand(right, f"zone {zone}: not signed by two people, one after the other")


def judge(archive, policy):
    """Name, state and what is told, of every check."""
    evidence, out = Evidence(archive, policy), []
    for name, run in CHECKS:
        try:
            state, told = "PASS", run(evidence) or "holds"
        except Skip as skip:
            state, told = "SKIP", str(skip)
        except Trouble as trouble:
            other = trouble.by not in (None, name)
            state, told = "FAIL", f"not checked because {trouble.by} does not hold" if other else trouble.why
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, ZeroDivisionError) as fault:
            # A value of another type than section 20 says, in a file that is JSON all the same.
            state, told = "FAIL", f"a value that is not allowed: {fault!r}"
        out.append((name, state, told))
    return out


def main(words):
    if len(words) != 3 or "--policy" not in words[:2]:
        print(__doc__, file=sys.stderr)
        return 2
    path, policy = (words[0], words[2]) if words[1] == "--policy" else (words[2], words[1])
    try:
        with open(path, "rb") as pack, open(policy, encoding="utf-8") as text:
            archive, policy = pack.read(), Policy(text.read())
    except (OSError, ValueError, IndexError) as fault:
        print(f"{fault}; give a pack and a policy that can be read", file=sys.stderr)
        return 2
    found = judge(archive, policy)
    for name, state, told in found:
        print(f"{state} {name}: {told}")
    failed, skipped = (sum(state == word for _, state, _ in found) for word in ("FAIL", "SKIP"))
    print(f"{failed} of {len(found)} checks failed, {skipped} skipped" if failed else f"no check failed, {skipped} of {len(found)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
