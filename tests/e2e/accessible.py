# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts of a window, read as a screen reader does: AT-SPI, spoken over D-Bus.

libatspi would be the usual way. It learns of programs from a registry and by events, all in the state of one
process; where a busy machine lets one message of these be late, it never sees a window again. Here every
question goes to the program itself, and nothing is kept.
"""

from collections import namedtuple

INTERFACE = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
NOBODY = "/org/a11y/atspi/null"     # the path of a part that is not there
SCREEN = 0          # coordinates: of the screen, not the window
CHECKED = 1 << 4    # of the first word of states
PATIENCE = 10_000   # milliseconds for an answer

Box = namedtuple("Box", "x y width height")


class Gone(Exception):
    """A part of the window that is no longer there, or does not answer."""


class NoReply(Gone):
    """No answer came in time."""


class Bus:
    """The bus of AT-SPI."""

    def __init__(self, address):
        from gi.repository import Gio
        kind = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, kind.AUTHENTICATION_CLIENT | kind.MESSAGE_BUS_CONNECTION, None, None)
        self.connection.set_exit_on_close(False)

    def close(self):
        """Leave the bus."""
        self.connection.close_sync(None)

    def call(self, name, path, interface, method, kinds="", *args):
        """What a program answers."""
        from gi.repository import Gio, GLib
        try:
            return self.connection.call_sync(name, path, interface, method, GLib.Variant(f"({kinds})", args), None,
                                             Gio.DBusCallFlags.NO_AUTO_START, PATIENCE, None).unpack()
        except GLib.Error as error:
            late = error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT)
            raise (NoReply if late else Gone)(f"{path} {method}: {error.message}") from error

    def ask(self, method, *args):
        """What the bus itself answers."""
        return self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, *args)[0]

    def application(self, process):
        """The program of this process number, once it is on the bus and answers; else None."""
        for name in self.ask("ListNames"):
            try:
                if name.startswith(":") and self.ask("GetConnectionUnixProcessID", "s", name) == process:
                    application = Part(self, name, ROOT)
                    application.name()
                    return application
            except Gone:
                pass
        return None


class Part:
    """A part of a window: a menu, a table, a cell."""

    def __init__(self, bus, owner, path):
        self.bus, self.owner, self.path = bus, owner, path

    def call(self, interface, method, *args):
        """What it answers to a method of one of AT-SPI's interfaces."""
        return self.bus.call(self.owner, self.path, INTERFACE + interface, method, *args)

    def known(self, interface, name):
        """One of its properties."""
        return self.bus.call(self.owner, self.path, "org.freedesktop.DBus.Properties", "Get", "ss",
                             INTERFACE + interface, name)[0]

    def other(self, reference):
        """The part that an answer names; None for none."""
        owner, path = reference
        return None if path == NOBODY else Part(self.bus, owner, path)

    def name(self):
        """What it is called, or what stands in it."""
        return self.known("Accessible", "Name")

    def role(self):
        """What kind of part it is, by the name that older versions use."""
        name = self.call("Accessible", "GetRoleName")[0]
        return "push button" if name == "button" else name

    def child_count(self):
        """How many direct parts it has."""
        return self.known("Accessible", "ChildCount")

    def parts(self):
        """Its direct parts."""
        found = (self.other(self.call("Accessible", "GetChildAtIndex", "i", number)[0])
                 for number in range(self.child_count()))
        return [part for part in found if part]

    def all(self, role):
        """Every part below it of this role. Tables are not searched, for they are long."""
        found = []
        for part in self.parts():
            kind = part.role()
            if kind == role:
                found.append(part)
            if kind not in ("tree", "table"):
                found += part.all(role)
        return found

    def find(self, role, name=None):
        """The part of this role and name; None where there is none."""
        return next((part for part in self.all(role) if name in (None, part.name())), None)

    def press(self):
        """As if it were clicked."""
        try:
            assert self.call("Action", "DoAction", "i", 0)[0], f"cannot press {self.path}"
        except NoReply:
            pass    # What opens a dialog that must be answered answers only after it.

    def text(self):
        """What stands in a text field."""
        return self.call("Text", "GetText", "ii", 0, -1)[0]

    def is_checked(self):
        """Has it a mark?"""
        return bool(self.call("Accessible", "GetState")[0][0] & CHECKED)

    def where(self):
        """Its place on the screen."""
        return Box(*self.call("Component", "GetExtents", "u", SCREEN)[0])

    def table(self):
        """Its rows and columns."""
        return Table(self)


class Table:
    """Rows and columns of a list or tree."""

    def __init__(self, part):
        self.part = part

    def size(self):
        """How many rows."""
        return self.part.known("Table", "NRows")

    def columns(self):
        """The numbers of its columns."""
        return range(self.part.known("Table", "NColumns"))

    def titles(self):
        """The titles of its columns."""
        headers = [self.part.call("Table", "GetColumnHeader", "i", column)[0] for column in self.columns()]
        return [self.part.other(header).name() for header in headers]

    def cell(self, row, column):
        """The cell there."""
        cell = self.part.other(self.part.call("Table", "GetAccessibleAt", "ii", row, column)[0])
        if cell is None:
            raise Gone(f"row {row}, column {column}")
        return cell

    def row(self, number):
        """The text of a row's cells."""
        return [self.cell(number, column).name() for column in self.columns()]

    def rows(self):
        """The text of all cells."""
        return [self.row(number) for number in range(self.size())]
