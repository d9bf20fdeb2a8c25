# SPDX-License-Identifier: GPL-2.0-or-later
"""The real window of Wireshark on a screen of its own, driven and read.

Xvfb is the screen. What the window shows is read by way of AT-SPI, the interface that screen readers use,
so that a test compares words and numbers and not pictures (accessible.py); keys and mouse are xdotool's;
pictures are ImageMagick's.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter

from accessible import Bus, Gone
from harness import NOBODY, TREE

PROGRAMS = ("wireshark", "Xvfb", "openbox", "dbus-daemon", "dbus-send", "xdotool", "import", "convert")
SCREEN = (1500, 1000)
PATIENCE = 60     # seconds; the window starts in five on an idle machine
PROFILE = "SIP Authentication"


def missing():
    """What the window needs and is not there, as text; None where all is there."""
    programs = [program for program in PROGRAMS if not shutil.which(program)]
    return ", ".join(programs + ([] if importlib.util.find_spec("gi") else ["python3-gi"])) or None


def until(condition, what, patience=PATIENCE):
    """Wait for a condition; its result. Fails, saying what was waited for."""
    end = time.monotonic() + patience
    while True:
        try:
            result = condition()
        except Gone:
            result = None
        if result:
            return result
        assert time.monotonic() < end, f"waited {patience} seconds for {what}"
        time.sleep(0.1)


def entries(menu):
    """The entries of a menu bar, or of the menu below an entry of it."""
    return [item for part in menu.parts()
            for item in (part.parts() if part.role() == "popup menu" else [part])]


class Screen:
    """A screen with a bus for AT-SPI, and Wireshark on it."""

    def __init__(self, wireshark):
        self.wireshark = wireshark
        self.home = wireshark.stage / "window"
        self.process = None
        self.started = None
        self.clicked = None, None, 0
        self.parts = {}
        self.servers = []
        self.accessibility = None
        self._make_home()
        try:
            self._start_servers()
        except BaseException:
            self.close()
            raise

    def _make_home(self):
        profile = self.home / ".config/wireshark/profiles" / PROFILE
        shutil.copytree(TREE / "plugin/profile", profile)
        (self.home / "run").mkdir(mode=0o700)
        self._give_away()

    def _give_away(self):
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", self.home], check=True)

    def _start_servers(self):
        size = f"{SCREEN[0]}x{SCREEN[1]}x24"
        self.display = ":" + self._serve(["Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"])
        self.bus = self._serve(self.command("dbus-daemon", "--session", "--nofork", "--print-address"))
        self._serve(self.command("openbox"), says_ready=False)
        os.environ["DISPLAY"] = self.display    # for xdotool
        self.accessibility = Bus(self._accessibility_bus())

    def _serve(self, command, says_ready=True):
        """Start a server; the line by which it says where it is."""
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.servers.append(server)
        return server.stdout.readline().strip() if says_ready else None

    def _accessibility_bus(self):
        """The bus of AT-SPI, which is started by asking where it is."""
        ask = self.command("dbus-send", "--session", "--print-reply=literal", "--dest=org.a11y.Bus",
                           "/org/a11y/bus")
        # Qt has nothing to say while nobody is known to listen.
        subprocess.run([*ask, "org.freedesktop.DBus.Properties.Set", "string:org.a11y.Status", "string:IsEnabled",
                        "variant:boolean:true"], check=True)
        return subprocess.run([*ask, "org.a11y.Bus.GetAddress"], check=True, stdout=subprocess.PIPE,
                              text=True).stdout.strip()

    def command(self, program, *args):
        """A command line that runs a program on this screen as an ordinary user."""
        settings = [f"HOME={self.home}", f"XDG_RUNTIME_DIR={self.home / 'run'}",
                    f"DISPLAY={getattr(self, 'display', '')}",
                    f"DBUS_SESSION_BUS_ADDRESS={getattr(self, 'bus', '')}"]
        return self.wireshark.command("env", *settings, program, *args)

    def close(self):
        """End all that was started."""
        self.quit()
        if self.accessibility:
            self.accessibility.close()
            self.accessibility = None
        while self.servers:
            server = self.servers.pop()
            server.terminate()
            server.wait(timeout=PATIENCE)

    # -- Wireshark ---------------------------------------------------------------

    def start(self, *args, width=1400, height=900):
        """Start Wireshark with the profile; one that was started in the same way stays."""
        asked = (args, width, height)
        if self.process and self.started == asked and self.has_no_dialog():
            self.fill(self.filter_bar.find("text"), "")
            return
        self.quit()
        self.started, self.parts = asked, {}
        common = self.home / ".config/wireshark/recent_common"
        common.write_text(f"gui.geometry_main_x: 0\ngui.geometry_main_y: 0\n"
                          f"gui.geometry_main_width: {width}\ngui.geometry_main_height: {height}\n")
        self._give_away()
        try:
            self._launch(args)
        except AssertionError as error:
            print(f"once more, on a new screen: {error}", file=sys.stderr)
            self.close()
            self._start_servers()
            self._launch(args)
        self.point_away()

    def _launch(self, args):
        with open(self.home / "log", "w", encoding="utf-8") as log:
            command = self.command("wireshark", "-C", PROFILE, *map(str, args))
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            until(self.is_visible, "Wireshark's window")
            until(lambda: self.main and self.main.child_count(), "Wireshark's window to answer")
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self._state()}") from error

    def _state(self):
        """What there is to see of a Wireshark that does not answer, for the report of a failed test."""
        try:
            application = self.application()
            windows = [f"{part.role()} {part.name()}" for part in application.parts()] if application else "none"
            names = self.accessibility.ask("ListNames")
        except Gone as error:
            windows, names = error, "not known"
        return (f"exit code: {self.process.poll()}, on the bus: {names}, windows: {windows}, its log:\n"
                f"{(self.home / 'log').read_text()}")

    def quit(self):
        """End Wireshark, where it runs."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def is_visible(self):
        """Is a window of Wireshark on the screen?"""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "wireshark"], check=False,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return found.returncode == 0

    def application(self):
        """Wireshark, as AT-SPI knows it; None while it is not there."""
        return self.accessibility.application(self.process.pid)

    def has_no_dialog(self):
        """Is there the main window and nothing else?"""
        application = self.application()
        return application is not None and application.child_count() == 1

    def window(self, role, name=None):
        """A window of Wireshark, by role and title."""
        application = self.application()
        return application and next((part for part in application.parts() if part.role() == role
                                     and name in (None, part.name())), None)

    @property
    def main(self):
        """The main window."""
        return self.window("frame")

    def part(self, role, name=None):
        """A part of the main window, which is looked for once; these stay as long as the window."""
        if (role, name) not in self.parts:
            self.parts[role, name] = self.main.find(role, name)
        return self.parts[role, name]

    @property
    def filter_bar(self):
        """Where display filters are typed and filter buttons stand."""
        if "filter bar" not in self.parts:
            self.parts["filter bar"] = next(bar for bar in self.main.parts() if bar.role() == "tool bar"
                                            and any(part.role() == "combo box" for part in bar.parts()))
        return self.parts["filter bar"]

    def menu(self, *names):
        """Choose an entry of the main menu."""
        part = self.part("menu bar")
        for name in names:
            part = next(item for item in entries(part) if item.name() == name)
        part.press()
        return part

    def dialog(self, title):
        """The dialog with these words in its title, once it is there."""
        def open_dialog():
            return next((part for part in self.application().parts()
                         if part.role() == "dialog" and title in part.name()), None)
        return until(open_dialog, f"the dialog {title}")

    # -- keys, mouse, pictures -------------------------------------------------

    def xdotool(self, *args):
        """Have xdotool do something; what it prints."""
        return subprocess.run(["xdotool", *map(str, args)], check=True, stdout=subprocess.PIPE, text=True).stdout

    def id_of(self, window):
        """The number of a window on the screen."""
        return self.xdotool("search", "--onlyvisible", "--name", f"^{re.escape(window.name())}$").split()[-1]

    def resize(self, window, width, height):
        """Give a window another size."""
        self.xdotool("windowsize", "--sync", self.id_of(window), width, height)

    def key(self, name, times=1):
        """Press a key."""
        self.xdotool("key", "--clearmodifiers", "--repeat", times, name)

    def type(self, text):
        """Type a text where the keyboard is."""
        if text:
            self.xdotool("type", "--delay", "5", text)

    def fill(self, field, text):
        """Replace what stands in a text field, and press Return."""
        self.click(field)
        self.key("ctrl+a")
        self.key("BackSpace")
        self.type(str(text))
        until(lambda: field.text() == str(text), f"{text} to be typed")
        self.key("Return")

    def choose_last(self, combo_box):
        """Choose the last entry of a combo box."""
        last = combo_box.all("list item")[-1].name()
        self.click(combo_box)
        self.key("End")
        self.key("Return")
        until(lambda: combo_box.name() == last, last)

    def click(self, part):
        """Click on the beginning of a part."""
        box = part.where()
        x, y = box.x + min(box.width // 2, 30), box.y + box.height // 2
        if self.clicked[:2] == (x, y):
            # Two clicks are no double click.
            time.sleep(max(0, self.clicked[2] + 1 - time.monotonic()))
        self.xdotool("mousemove", x, y, "click", 1)
        self.clicked = x, y, time.monotonic()

    def fit(self, title):
        """Make a column as wide as what stands in it, by its title."""
        box = title.where()
        self.xdotool("mousemove", box.x + box.width - 1, box.y + box.height // 2, "click", "--repeat", 2,
                     "--delay", 50, 1)

    def drag(self, x, y, to_y):
        """Drag something up or down."""
        self.xdotool("mousemove", x, y, "mousedown", 1)
        # A drag begins with a small step.
        self.xdotool("mousemove", x, y - 3, "mousemove", "--sync", x, to_y, "mouseup", 1)

    def point_away(self):
        """What is under the mouse is drawn differently."""
        self.xdotool("mousemove", SCREEN[0] - 1, SCREEN[1] - 1)

    def picture(self, window, path):
        """A window with its frame as a PNG of few colours."""
        self.point_away()
        time.sleep(1)   # what is still being drawn
        whole = path.with_suffix(".whole.png")
        subprocess.run(["import", "-frame", "-window", self.id_of(window), whole], check=True)
        subprocess.run(["convert", whole, "+dither", "-colors", "64", "-strip", "-define", "png:compression-level=9",
                        f"png8:{path}"], check=True)
        whole.unlink()

    def colours(self, part):
        """How many pixels of a part have which colour: {(red, green, blue): pixels}."""
        box = part.where()
        out = subprocess.run(["import", "-window", "root", "-crop", f"{box.width}x{box.height}+{box.x}+{box.y}",
                              "-depth", "8", "rgb:-"], check=True, stdout=subprocess.PIPE).stdout
        return Counter(zip(out[0::3], out[1::3], out[2::3]))
