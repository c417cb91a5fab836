#!/usr/bin/env python3
"""Writes the bank's data: a snapshot, the changes after it, and the truth to compare with.

usage: generate.py [--seed 7] [--days 14] [--out DIR]

A small bank is simulated day by day in this process; nothing of Orrery is used. Three things come out, each
the same for the same arguments:

  initial/core.<table>.csv   every row on the evening of the first day (CSV with a header; \\N is NULL)
  events/<date>.jsonl        each later change as Debezium writes it for MySQL, one JSON object a line: envelope
                             before/after/source/op/ts_ms without schema, decimals as strings, DATE as days and
                             DATETIME as milliseconds since 1970-01-01 UTC, JSON columns as text
  expected/*.csv             the balances at the end, out of the simulation's own books

What makes captures hard is in the events on purpose: a late one (an older change of a row after a newer one,
even after its delete), repeated ones (at-least-once delivery), updates that move a balance, deletes (a booking
taken back, an account that moved to another bank), and channels that book twice under one reference.
"""
import argparse
import csv
import datetime as dt
import json
import os
import random
from decimal import Decimal

CENT = Decimal("0.01")
FIRST_DAY = dt.date(2026, 10, 1)
REGIONS = ["North", "South", "West", "East"]
CITIES = ["Aachen", "Bremen", "Dresden", "Erfurt", "Freiburg", "Giessen", "Halle", "Jena", "Kassel", "Lübeck"]
FIRST = "Ada Bruno Clara David Emma Felix Greta Hugo Ida Jonas Karla Leo Mia Noah Olga Paul Rosa Sami Tilda Uwe".split()
LAST = "Adler Brandt Cramer Dietz Engel Falk Graf Haas Imhof Jung Kern Lang Maier Noll Otto Pohl Roth Sauer Thoma Vogt".split()
PRODUCTS = [
    ("SAV1", "Savings", "DEPOSIT", "0.0150"),
    ("CUR1", "Current account", "DEPOSIT", "0.0000"),
    ("YOU1", "Young savers", "DEPOSIT", "0.0250"),
    ("HOME1", "Home loan", "LOAN", "0.0350"),
    ("CAR1", "Car loan", "LOAN", "0.0490"),
    ("BIZ1", "Business loan", "LOAN", "0.0575"),
]
COLUMNS = {
    "branch": ["branch_id", "branch_name", "region", "manager", "opened_on"],
    "product": ["product_code", "product_name", "kind", "annual_rate"],
    "customer": ["customer_id", "full_name", "segment", "profile", "created_at"],
    "account": ["account_id", "customer_id", "branch_id", "product_code", "currency", "opening_balance", "balance", "status", "opened_on", "updated_at"],
    "txn": ["txn_id", "account_id", "txn_type", "amount", "txn_time", "channel", "reference"],
    "loan": ["loan_id", "customer_id", "branch_id", "product_code", "principal", "annual_rate", "granted_on", "term_months", "status", "updated_at"],
    "loan_repayment": ["repayment_id", "loan_id", "due_on", "paid_on", "principal_part", "interest_part"],
}
GROWS = {"DEPOSIT", "TRANSFER_IN", "INTEREST"}


class Bank:
    """The books. Every change goes through put and remove, which tell the capture about it."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tables = {name: {} for name in COLUMNS}
        self.capture = None  # a Capture from the evening of the first day on
        self.next_id = {"txn": 500000, "loan": 700, "loan_repayment": 9000, "account": 100000, "customer": 20000}
        self.reference = 0
        self.counted = {}  # account -> bookings that count, in the simulation's own books

    def new_id(self, table):
        self.next_id[table] += 1
        return self.next_id[table]

    def put(self, table, row, now):
        key = row[COLUMNS[table][0]]
        before = self.tables[table].get(key)
        self.tables[table][key] = row
        if self.capture:
            self.capture.change(table, before, row, now)

    def remove(self, table, key, now):
        before = self.tables[table].pop(key)
        if self.capture:
            self.capture.change(table, before, None, now)

    def money(self, low, high):
        return (Decimal(self.random.randint(low * 100, high * 100)) / 100).quantize(CENT)

    # -- what happens at a branch

    def open_customer(self, now):
        r, customer = self.random, self.new_id("customer")
        profile = {"address": {"city": r.choice(CITIES), "zip": "%05d" % r.randint(1000, 99999)}, "consents": {"mail": r.random() < 0.4}, "contact": {"phone": "+49 30 %06d" % r.randint(0, 999999)}}
        if r.random() < 0.02:
            del profile["address"]
        self.put("customer", {
            "customer_id": customer, "full_name": "%s %s" % (r.choice(FIRST), r.choice(LAST)), "segment": r.choice(["MASS", "MASS", "MASS", "AFFLUENT", "PRIVATE", None]),
            "profile": json.dumps(profile, ensure_ascii=False), "created_at": now}, now)
        return customer

    def open_account(self, customer, now, opening=Decimal("0.00")):
        r, account = self.random, self.new_id("account")
        self.put("account", {
            "account_id": account, "customer_id": customer, "branch_id": r.randint(1, 12), "product_code": r.choice(["SAV1", "CUR1", "CUR1", "YOU1"]), "currency": "EUR",
            "opening_balance": opening, "balance": opening, "status": "OPEN", "opened_on": now.date(), "updated_at": now}, now)
        self.counted[account] = Decimal("0.00")
        return account

    def book(self, account, kind, amount, now, channel):
        """One booking, the balance moved with it; now and then the channel retries and a second booking lands."""
        self.reference += 1
        row = {"txn_id": self.new_id("txn"), "account_id": account, "txn_type": kind, "amount": amount, "txn_time": now, "channel": channel, "reference": "%s-%07d" % (channel, self.reference)}
        self.put("txn", row, now)
        self.move(account, amount if kind in GROWS else -amount, now)
        if self.random.random() < 0.015:
            self.put("txn", dict(row, txn_id=self.new_id("txn"), txn_time=now + dt.timedelta(seconds=4)), now + dt.timedelta(seconds=4))
        return row["txn_id"]

    def move(self, account, amount, now):
        old = self.tables["account"][account]
        self.counted[account] += amount
        self.put("account", dict(old, balance=old["balance"] + amount, updated_at=now), now)

    def take_back(self, txn, now):
        """A booking by mistake: deleted, the money moved back. One that was booked twice stays."""
        row = self.tables["txn"][txn]
        if sum(1 for other in (txn - 1, txn + 1) if self.tables["txn"].get(other, {}).get("reference") == row["reference"]):
            return
        self.remove("txn", txn, now)
        self.move(row["account_id"], -row["amount"] if row["txn_type"] in GROWS else row["amount"], now)

    def leave(self, account, now):
        """The customer takes account and bookings to another bank: the rows go."""
        for txn in [t["txn_id"] for t in self.tables["txn"].values() if t["account_id"] == account]:
            self.remove("txn", txn, now)
        self.remove("account", account, now)
        del self.counted[account]

    def grant(self, customer, now):
        r, loan = self.random, self.new_id("loan")
        code, _, _, rate = r.choice(PRODUCTS[3:])
        principal, months = self.money(2000, 60000), r.choice([12, 24, 36])
        self.put("loan", {"loan_id": loan, "customer_id": customer, "branch_id": r.randint(1, 12), "product_code": code, "principal": principal, "annual_rate": Decimal(rate), "granted_on": now.date(), "term_months": months, "status": "ACTIVE", "updated_at": now}, now)
        part = (principal / months).quantize(CENT)
        for i in range(6):
            due = now.date() + dt.timedelta(days=3 + 4 * i)
            self.put("loan_repayment", {"repayment_id": self.new_id("loan_repayment"), "loan_id": loan, "due_on": due, "paid_on": None, "principal_part": part, "interest_part": (principal * Decimal(rate) / 12).quantize(CENT)}, now)
        return loan

    def pay_instalments(self, now):
        for row in list(self.tables["loan_repayment"].values()):
            if row["paid_on"] is None and row["due_on"] <= now.date() and self.random.random() < 0.7:
                self.put("loan_repayment", dict(row, paid_on=now.date()), now)

    def day(self, date, bookings):
        r = self.random
        times = sorted(dt.datetime.combine(date, dt.time(8)) + dt.timedelta(seconds=r.randint(0, 36000)) for _ in range(bookings))
        booked = []
        for now in times:
            account = r.choice(list(self.tables["account"]))
            if self.tables["account"][account]["status"] != "OPEN":
                continue
            roll = r.random()
            if roll < 0.45:
                booked.append(self.book(account, "DEPOSIT", self.money(10, 2500), now, r.choice(["BRANCH", "APP"])))
            elif roll < 0.80:
                booked.append(self.book(account, "WITHDRAWAL", self.money(5, 400), now, r.choice(["ATM", "BRANCH"])))
            elif roll < 0.93:
                other, amount = r.choice(list(self.tables["account"])), self.money(5, 900)
                booked.append(self.book(account, "TRANSFER_OUT", amount, now, "APP"))
                self.book(other, "TRANSFER_IN", amount, now, "APP")
            elif roll < 0.96:
                self.book(account, "FEE", Decimal("2.50"), now, "BATCH")
            elif roll < 0.97:
                self.open_account(self.open_customer(now), now)
            elif roll < 0.98:
                customer = r.choice(list(self.tables["customer"]))
                row = self.tables["customer"][customer]
                profile = json.loads(row["profile"])
                profile["address"] = {"city": r.choice(CITIES), "zip": "%05d" % r.randint(1000, 99999)}
                self.put("customer", dict(row, profile=json.dumps(profile, ensure_ascii=False)), now)
            elif roll < 0.985:
                self.grant(r.choice(list(self.tables["customer"])), now)
            elif roll < 0.995 and booked:
                self.take_back(booked.pop(r.randrange(len(booked))), now)
            else:
                row = self.tables["account"][account]
                self.put("account", dict(row, status="FROZEN", updated_at=now), now)
        self.pay_instalments(dt.datetime.combine(date, dt.time(19)))
        if date.day % 5 == 0:
            self.leave(r.choice(list(self.tables["account"])), dt.datetime.combine(date, dt.time(20)))


class Capture:
    """Debezium's view of the changes: positions in the binlog, an envelope each."""

    def __init__(self):
        self.position = 4
        self.lines = []  # (date, text)

    def change(self, table, before, after, now):
        self.position += 311
        stamp = millis(now)
        op = "c" if before is None else "d" if after is None else "u"
        self.lines.append((now.date(), json.dumps({
            "before": before and debezium(table, before), "after": after and debezium(table, after),
            "source": {"version": "2.7.4.Final", "connector": "mysql", "name": "core", "ts_ms": stamp, "snapshot": "false", "db": "core", "table": table, "server_id": 1, "file": "binlog.000042", "pos": self.position, "row": 0},
            "op": op, "ts_ms": stamp + 120}, ensure_ascii=False, separators=(",", ":"))))


def millis(value):
    return int((value - dt.datetime(1970, 1, 1)).total_seconds()) * 1000


def debezium(table, row):
    def one(value):
        if isinstance(value, Decimal):
            return str(value)
        if isinstance(value, dt.datetime):
            return millis(value)
        if isinstance(value, dt.date):
            return (value - dt.date(1970, 1, 1)).days
        return value
    return {column: one(row[column]) for column in COLUMNS[table]}


def disturb(lines, seed):
    """Late and repeated deliveries within a day's file: nothing is lost, order and uniqueness are."""
    r = random.Random(seed)
    out = list(lines)
    for i in range(len(out) - 60):
        if r.random() < 0.02:
            out.insert(i + r.randint(1, 50), out.pop(i))
    for i in range(0, len(out), 1):
        if r.random() < 0.01:
            out.insert(min(len(out), i + r.randint(1, 200)), out[i])
    return out


def text(value):
    if value is None:
        return "\\N"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def write_csv(path, header, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows([text(value) for value in row] for row in rows)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--days", type=int, default=14)
    options.add_argument("--out", default=os.path.dirname(os.path.abspath(__file__)))
    given = options.parse_args()

    bank = Bank(given.seed)
    start = dt.datetime.combine(FIRST_DAY, dt.time(7))
    for branch in range(1, 13):
        bank.put("branch", {"branch_id": branch, "branch_name": "%s %d" % (CITIES[(branch - 1) % len(CITIES)], 1 + (branch - 1) // len(CITIES)), "region": REGIONS[branch % 4], "manager": "%s %s" % (FIRST[branch], LAST[-branch]), "opened_on": dt.date(1990 + branch, 3, 1)}, start)
    for code, name, kind, rate in PRODUCTS:
        bank.put("product", {"product_code": code, "product_name": name, "kind": kind, "annual_rate": Decimal(rate)}, start)
    for _ in range(800):
        customer = bank.open_customer(start)
        for _ in range(bank.random.choice([1, 1, 2])):
            bank.open_account(customer, start, bank.money(0, 20000))
    for customer in bank.random.sample(list(bank.tables["customer"]), 250):
        bank.grant(customer, start)
    bank.day(FIRST_DAY, 1500)
    for table, columns in COLUMNS.items():
        rows = sorted(bank.tables[table].values(), key=lambda row: row[columns[0]])
        write_csv("%s/initial/core.%s.csv" % (given.out, table), columns, ([row[c] for c in columns] for row in rows))

    bank.capture = Capture()
    for n in range(1, given.days):
        bank.day(FIRST_DAY + dt.timedelta(days=n), 220)
    os.makedirs(given.out + "/events", exist_ok=True)
    for n in range(1, given.days):
        date = FIRST_DAY + dt.timedelta(days=n)
        lines = disturb([line for day, line in bank.capture.lines if day == date], given.seed * 1000 + n)
        with open("%s/events/%s.jsonl" % (given.out, date), "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)

    accounts = bank.tables["account"]
    for account, row in accounts.items():
        assert row["balance"] == row["opening_balance"] + bank.counted[account], account
    write_csv(given.out + "/expected/account_balance.csv", ["account_id", "balance"], sorted((a, row["balance"]) for a, row in accounts.items()))
    branches = []
    for branch in sorted(bank.tables["branch"]):
        held = sum((row["balance"] for row in accounts.values() if row["branch_id"] == branch), Decimal("0.00"))
        loans = {k: row for k, row in bank.tables["loan"].items() if row["branch_id"] == branch}
        paid = sum((r["principal_part"] for r in bank.tables["loan_repayment"].values() if r["loan_id"] in loans and r["paid_on"]), Decimal("0.00"))
        branches.append((branch, held, sum((row["principal"] for row in loans.values()), Decimal("0.00")) - paid))
    write_csv(given.out + "/expected/branch_dashboard.csv", ["branch_id", "deposits_held", "loans_outstanding"], branches)


if __name__ == "__main__":
    main()
