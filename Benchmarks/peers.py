"""Casbin and Cedar decide the situations of `muster bench situations`, by rules made of `muster policy table --json`.

Each line of the table that allows something becomes a rule; what no rule allows is denied, as in the table. Both get the
facts ready to use and their rules already parsed, and are asked one decision after the other.
"""

import collections
import json
import sys
import time

import casbin
import cedarpy

GOAL = 1000
FLAT = 1.5

MODEL = """
[request_definition]
r = action, who, kind, privacy, archived, contents
[policy_definition]
p = action, who, kind, privacy, archived, condition
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.action == p.action && r.who in p.who && (p.kind == "any" || r.kind in p.kind) && \
(p.privacy == "any" || r.privacy in p.privacy) && (p.archived == "any" || r.archived == p.archived) && \
(p.condition != "when-empty" || r.contents == "false") && (p.condition != "when-visible" || r.privacy != "hidden")
"""

# What of the conditions depends on these facts; the others only say what is shown or what else happens.
NEVER = {"C12", "C15"}
CONDITIONS = {"C17": "when-empty", "C18": "when-visible"}

Rule = collections.namedtuple("Rule", "action who kind privacy archived condition")


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def who(line):
    """The column of the table; marked at both ends, so that none is part of another."""
    if line["admin"] != "none":
        return f"|admin-{line['admin']}|"
    return f"|{'external-' if line['external'] else ''}{line['standing']}|"


def rules(table, actions):
    """A rule for each row, action and condition, naming everybody whom it allows."""
    found = collections.defaultdict(str)
    for line in table:
        if line["action"] not in actions or line["verdict"] not in ("allow", "condition"):
            continue
        if line["condition"] in NEVER:
            continue
        # Only a project has dates, which the table says in words.
        kind = "project" if line["action"] == "dates" else line["kind"]
        archived = line["archived"] if line["archived"] == "any" else str(line["archived"]).lower()
        condition = CONDITIONS.get(line["condition"], "")
        found[line["row"], line["action"], kind, line["privacy"], archived, condition] += who(line)
    return [Rule(action, people, kind, privacy, archived, condition)
            for (_, action, kind, privacy, archived, condition), people in found.items()]


def with_casbin(rules, situations):
    model = casbin.Enforcer.new_model(text=MODEL)
    enforcer = casbin.Enforcer(model)
    for rule in rules:
        enforcer.add_policy(*rule)
    requests = [(s["action"], who(s), s["kind"], s["privacy"], str(s["archived"]).lower(), str(s["contents"]).lower())
                for s in situations]
    start = time.process_time()
    verdicts = [enforcer.enforce(*request) for request in requests]
    return verdicts, time.process_time() - start


def with_cedar(rules, situations):
    def policy(rule):
        people = json.dumps([f"|{name}|" for name in rule.who.strip("|").split("||")])
        tests = [f"{people}.contains(context.who)"]
        for fact in ("kind", "privacy"):
            value = getattr(rule, fact)
            if value != "any":
                tests.append(f"{json.dumps(value.split(' '))}.contains(context.{fact})")
        if rule.archived != "any":
            tests.append(f"context.archived == {rule.archived}")
        if rule.condition == "when-empty":
            tests.append("!context.contents")
        if rule.condition == "when-visible":
            tests.append('context.privacy != "hidden"')
        return f'permit (principal, action == Action::"{rule.action}", resource) when {{ {" && ".join(tests)} }};'

    policies = cedarpy.PolicySet.from_str("\n".join(policy(rule) for rule in rules))
    entities = cedarpy.Entities.from_json_str("[]")
    requests = [{
        "principal": 'User::"ann"', "action": f'Action::"{s["action"]}"', "resource": 'Group::"k7m2q"',
        "context": {"who": who(s), "kind": s["kind"], "privacy": s["privacy"], "archived": s["archived"],
                    "contents": s["contents"]},
    } for s in situations]
    start = time.process_time()
    answers = [cedarpy.is_authorized(request, policies, entities) for request in requests]
    spent = time.process_time() - start
    return [answer.allowed for answer in answers], spent


def peer(name, decide, rules, situations):
    """Nanoseconds for allowed and denied, once all verdicts were seen to be the same."""
    verdicts, _ = decide(rules, situations)
    wrong = [s for s, verdict in zip(situations, verdicts) if verdict != s["allowed"]]
    if wrong:
        sys.exit(f"FAILED: {name} decides {len(wrong)} situations otherwise, such as {wrong[0]}")
    times = []
    for allowed in (True, False):
        some = [s for s in situations if s["allowed"] == allowed]
        times.append(min(decide(rules, some)[1] for _ in range(3)) * 1e9 / len(some))
    return times


def main(work):
    situations = lines(f"{work}/situations")
    made = rules(lines(f"{work}/table"), {s["action"] for s in situations})
    with open(f"{work}/times", encoding="utf-8") as file:
        times = {(name, int(count)): (int(allowed), int(denied))
                 for name, count, allowed, denied in (line.split() for line in file)}

    print(f"{'ns a decision':52}{'allowed':>12}{'denied':>12}")
    for (name, count), (allowed, denied) in times.items():
        situation = "the situations of all three" if name == "compared" else "every action"
        print(f"{f'muster, {situation}, {count:,}':52}{allowed:12,}{denied:12,}")
    ours = times["compared", 1000]
    failed = False
    for name, decide in (("Casbin", with_casbin), ("Cedar", with_cedar)):
        theirs = peer(name, decide, made, situations)
        ratios = [their / max(our, 1) for their, our in zip(theirs, ours)]
        print(f"{name:52}{theirs[0]:12,.0f}{theirs[1]:12,.0f}")
        print(f"{'  times as long as muster':52}{ratios[0]:12,.0f}{ratios[1]:12,.0f}")
        if min(ratios) < GOAL:
            print(f"FAILED: {name} takes less than {GOAL:,} times as long")
            failed = True
    print(f"{len(situations):,} situations and {len(made)} rules, the same verdicts from all three")
    for name in {name for name, _ in times}:
        for few, many in zip(times[name, 10], times[name, 1_000_000]):
            if many > few * FLAT:
                print(f"FAILED: {many} ns with 1,000,000 groups, {few} ns with 10")
                failed = True
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
