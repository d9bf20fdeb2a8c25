# trace2hex.awk
# SIP messages of a text trace as a hex dump that text2pcap reads:
#
#   awk -f trace2hex.awk trace.txt | text2pcap -q -l 101 -t '%Y-%m-%d %H:%M:%S.%f' - trace.pcap
#
# Knows ngrep -W byline, sngrep's TXT, Asterisk (pjsip set logger on, sip set debug on) and FreeSWITCH
# (sofia global siptrace on). A server's log does not say the server's own address: -v self=ADDRESS:PORT.
# Each message becomes a UDP datagram, whatever carried it. Run with LC_ALL=C, so that a character is a byte.
#
# SPDX-License-Identifier: GPL-2.0-or-later

BEGIN {
    for (i = 1; i < 256; i++)
        ord[sprintf("%c", i)] = i
    split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", names, " ")
    for (i in names)
        month[names[i]] = i
    if (self == "")
        self = "127.0.0.1:5060"
    date = "1970-01-01"
    time = "00:00:00"
}

{
    sub(/\r$/, "")
    stamp = ""
    # What a log puts before each line: "[2026-11-21 10:00:00] VERBOSE[12] res_pjsip_logger.c: "
    if (match($0, /^\[[^]]*[0-9]:[0-9][^]]*\] ?/)) {
        stamp = substr($0, 1, RLENGTH)
        sub(/^\[[^]]*\] ?([A-Z]+\[[^]]*\] +)?([a-z_]+\.c: ?)?/, "")
    }
}

announces($0) {
    write_message()
    note_time(stamp $0)
    address["from"] = next_address["from"]; port["from"] = next_port["from"]
    address["to"] = next_address["to"]; port["to"] = next_port["to"]
    # FreeSWITCH moves all to the right.
    indent = /^(recv|send) / ? "^   " : "^"
    waiting = 1
    next
}

waiting || inside {
    sub(indent, "")
}

waiting {
    if (/^SIP\/2\.0 [0-9]/ || /^[A-Z]+ .* SIP\/2\.0\.?$/) {
        waiting = 0
        inside = 1
    }
}

inside {
    if (/^<-+>$/ || /^-----+$/ || /^---( |$)/)
        write_message()
    else
        line[++lines] = $0
}

END {
    write_message()
}

# A line that says who sends to whom what comes next.
function announces(text,    part, n, i)
{
    n = split(text, part, " ")
    for (i = 2; i < n; i++) {
        if (part[i] == "->" && part[i - 1] ~ /:[0-9]+$/ && part[i + 1] ~ /:[0-9]+$/) {
            set_endpoint("from", part[i - 1])
            set_endpoint("to", part[i + 1])
            return 1
        }
        if (text ~ /^(<--|recv |send |Retransmitting )/ && (part[i] == "from" || part[i] == "to")) {
            set_endpoint(part[i], part[i + 1])
            set_endpoint(part[i] == "from" ? "to" : "from", self)
            return 1
        }
    }
    return 0
}

# Reads "10.0.0.1:5060", "udp/[10.0.0.1]:5060", "TLS:[2001:db8::1]:5061".
function set_endpoint(side, text)
{
    sub(/^(UDP|TCP|TLS|WSS?):/, "", text)
    sub(/^[a-z]+\//, "", text)
    sub(/:$/, "", text)
    next_port[side] = 5060
    # A bare IPv6 address has colons and no port.
    if (match(text, /:[0-9]+$/) && (text ~ /\]:/ || text !~ /:.*:/)) {
        next_port[side] = substr(text, RSTART + 1)
        text = substr(text, 1, RSTART - 1)
    }
    gsub(/[][]/, "", text)
    next_address[side] = text
}

function note_time(text)
{
    if (match(text, /[0-9][0-9][0-9][0-9][\/-][0-9][0-9][\/-][0-9][0-9]/)) {
        date = substr(text, RSTART, 10)
        gsub(/\//, "-", date)
    } else if (match(text, /\[[A-Z][a-z][a-z] +[0-9]+ /)) {
        date = sprintf("1970-%02d-%02d", month[substr(text, RSTART + 1, 3)], substr(text, RSTART + 5, RLENGTH - 5))
    }
    if (match(text, /[0-9][0-9]:[0-9][0-9]:[0-9][0-9](\.[0-9]+)?/))
        time = substr(text, RSTART, RLENGTH)
}

# Writes the message that was collected, if any. Its lines get their CRLF back; what a log has below it is
# cut off by the length that the message states.
function write_message(    i, dots, head, text, body_length)
{
    for (i = 1; i <= lines && line[i] != ""; i++)
        dots = dots || line[i] == "."
    for (i = 1; i <= lines; i++) {
        # ngrep shows the carriage return at the end of a line as a dot.
        if (dots)
            sub(/\.$/, "", line[i])
        text = text line[i] "\r\n"
        if (line[i] == "" && !head)
            head = length(text)
        if (!head && tolower(line[i]) ~ /^(content-length|l)[ \t]*:/) {
            body_length = line[i]
            sub(/^[^:]*:[ \t]*/, "", body_length)
        }
    }
    if (head && body_length != "") {
        text = substr(text, 1, head + body_length)
    } else {
        # Empty lines at the end may be the log's own.
        sub(/(\r\n)+$/, "\r\n", text)
        if (length(text) < head || !head)
            text = text "\r\n"
    }
    if (lines)
        write_packet(text)
    lines = inside = waiting = 0
}

function write_packet(text,    i, n, udp, hex)
{
    udp = length(text) + 8
    hex = word(port["from"]) word(port["to"]) word(udp) "00 00 "
    if (address["from"] ~ /:/)
        hex = "60 00 00 00 " word(udp) "11 40 " ipv6(address["from"]) ipv6(address["to"]) hex
    else
        hex = "45 00 " word(udp + 20) "00 00 00 00 40 11 00 00 " ipv4(address["from"]) ipv4(address["to"]) hex
    n = length(text)
    for (i = 1; i <= n; i++)
        hex = hex byte(ord[substr(text, i, 1)])
    print date " " time
    n = length(hex) / 3
    for (i = 0; i < n; i += 16)
        printf "%06x %s\n", i, substr(hex, i * 3 + 1, 48)
    print ""
}

function byte(n)
{
    return sprintf("%02x ", n % 256)
}

function word(n)
{
    return byte(int(n / 256)) byte(n)
}

function ipv4(text,    part)
{
    split(text, part, ".")
    return byte(part[1]) byte(part[2]) byte(part[3]) byte(part[4])
}

# Eight groups; "::" stands for those that are missing.
function ipv6(text,    part, n, i, missing, hex)
{
    sub(/^::/, "0::", text)
    sub(/::$/, "::0", text)
    n = split(text, part, ":")
    for (i = 1; i <= n; i++) {
        if (part[i] == "") {
            for (missing = 9 - n; missing > 0; missing--)
                hex = hex "00 00 "
        } else {
            part[i] = substr("0000" part[i], length(part[i]) + 1)
            hex = hex substr(part[i], 1, 2) " " substr(part[i], 3) " "
        }
    }
    return hex
}
