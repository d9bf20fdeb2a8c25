# SPDX-License-Identifier: GPL-2.0-or-later
"""The torture messages of RFC 4475, each of them challenged and tried again with credentials.

Written from the RFC's descriptions, shortened where length is not the point. `{n}` stands where the CSeq number
goes and `{b}` behind the top branch, so that the retry can be another transaction.
"""

import re

from .ladder import Ladder
from .registry import scenario
from .wire import Udp

SDP = (b"v=0\r\no=mhandley 29739 7272939 IN IP4 192.0.2.3\r\ns=-\r\nc=IN IP4 192.0.2.4\r\nt=0 0\r\n"
       b"m=audio 49217 RTP/AVP 0 12\r\nm=video 3227 RTP/AVP 31\r\na=rtpmap:31 LPC\r\n")


def lines(text):
    """A header section as bytes, from a text of one line a line."""
    return text.strip("\n").replace("\n", "\r\n").encode() + b"\r\n"


# Section, bytes up to the blank line, body.
VALID = [
    ("3.1.1.1 wsinv", lines("""
INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
Content-Length   : {length}
cseq: 000{n}
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.2;branch=390skdjuw{b}
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
Content-Type: application/sdp
Route:
 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33
"""), SDP),
    ("3.1.1.2 intmeth", lines("""
!interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0
Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~{b}
To: "BEL:\\\x07 NUL:\\\x00 DEL:\\\x7f" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>
From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="работающий";tag=_token~1'+`*%!-.
Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/"][?}{
CSeq: 13912238{n} !interesting-Method0123456789_*+`.%indeed'~
Max-Forwards: 255
extensionHeader-!.%*+_`'~:\ufeff大停電
Content-Length: {length}
"""), b""),
    ("3.1.1.3 esc01", lines("""
INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0
To: sip:%75se%72@example.com
From: <sip:I%20have%20spaces@example.net>;tag=938
Max-Forwards: 87
i: esc01.239409asdfakjkn23onasd0-3234
CSeq: 23423{n} INVITE
Via: SIP/2.0/UDP host5.example.net;branch=z9hG4bKkdjuw{b}
C: application/sdp
Contact:
  <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>
Content-Length: {length}
"""), SDP),
    ("3.1.1.4 escnull", lines("""
REGISTER sip:example.com SIP/2.0
To: sip:null-%00-null@example.com
From: sip:null-%00-null@example.com;tag=839923423
Max-Forwards: 70
Call-ID: escnull.39203ndfvkjdasfkq3w4otrq0adsfdfnavd
CSeq: 1439823{n} REGISTER
Via: SIP/2.0/UDP host5.example.com;branch=z9hG4bKkdjuw{b}
Contact: <sip:%00@host5.example.com>
Contact: <sip:%00%00@host5.example.com>
L:{length}
"""), b""),
    ("3.1.1.5 esc02", lines("""
RE%47IST%45R sip:registrar.example.com SIP/2.0
To: "%Z%45" <sip:resource@example.com>
From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23
Call-ID: esc02.asdfnqwo34rq23i34jrjasdcnl23nrlknsdf
Via: SIP/2.0/TCP host.example.com;branch=z9hG4bK209%fzsnel234{b}
CSeq: 2934{n} RE%47IST%45R
Max-Forwards: 70
Contact: <sip:alias1@host1.example.com>
C%6Fntact: <sip:alias2@host2.example.com>
Contact: <sip:alias3@host3.example.com>
l: {length}
"""), b""),
    ("3.1.1.6 lwsdisp", lines("""
OPTIONS sip:user@example.com SIP/2.0
To: sip:user@example.com
From: caller<sip:caller@example.com>;tag=323
Max-Forwards: 70
Call-ID: lwsdisp.1234abcd@funky.example.com
CSeq: 6{n} OPTIONS
Via: SIP/2.0/UDP funky.example.com;branch=z9hG4bKkdjuw{b}
l: {length}
"""), b""),
    ("3.1.1.7 longreq", lines(
        "INVITE sip:user@example.com SIP/2.0\n"
        'To: "I have a user name of extreme' + " and truly extraordinary" * 40 + ' proportion" '
        "<sip:user@example.com:6000;unknownparam1=verylong" + "value" * 60 + ";longparam" + "name" * 40 + "=shortvalue"
        ";verylong" + "ParameterNameWithNoValue" * 10 + ">\n"
        "F: sip:" + "amazinglylongcallername" * 20 + "@example.net;tag=12" + "982" * 100 + "424"
        ";unknownheaderparam" + "name" * 40 + "=unknowheaderparam" + "value" * 40 + "\n"
        "Call-ID: longreq.one" + "really" * 50 + "longcallid\n"
        "CSeq: 388280{n} INVITE\n"
        "Unknown-" + "Long" * 50 + "-Name: unknown-" + "long" * 50 + "-value; unknown-" + "long" * 50 + "-parameter-name = x\n"
        + "Via: SIP/2.0/TCP sip33.example.com;branch=z9hG4bK33{b}\n"
        + "".join(f"v: SIP/2.0/TCP sip{hop}.example.com;branch=z9hG4bK{hop}\n" for hop in range(32, 0, -1)) +
        "V: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=very" + "long" * 80 + "branchvalue\n"
        "Max-Forwards: 70\n"
        "Contact: <sip:" + "amazinglylongcallername" * 20 + "@host5.example.net>\n"
        "Content-Type: application/sdp\n"
        "l: {length}\n"), SDP),
    ("3.1.1.8 dblreq", lines("""
REGISTER sip:example.com SIP/2.0
To: sip:j.user@example.com
From: sip:j.user@example.com;tag=43251j3j324
Max-Forwards: 8
I: dblreq.0ha0isndaksdj99sdfafnl3lk233412
Contact: sip:j.user@host.example.com
CSeq: {n} REGISTER
Via: SIP/2.0/UDP 192.0.2.125;branch=z9hG4bKkdjuw23492{b}
Content-Length: 0
"""), b"\r\n\r\nINVITE sip:joe@example.com SIP/2.0\r\nt: sip:joe@example.com\r\nFrom: sip:caller@example.net;tag=141334\r\n"
     b"Max-Forwards: 8\r\nCall-ID: dblreq.0ha0isnda977644900765@192.0.2.15\r\nCSeq: 8 INVITE\r\n"
     b"Via: SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKkdjuw380234\r\nContent-Length: 0\r\n\r\n"),
    ("3.1.1.9 semiuri", lines("""
OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0
To: sip:j_user@example.com
From: sip:caller@example.org;tag=33242
Max-Forwards: 3
Call-ID: semiuri.0ha0isndaksdj
CSeq: {n} OPTIONS
Accept: application/sdp, application/pkcs7-mime,
        multipart/mixed, multipart/signed,
        message/sip, message/sipfrag
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKkdjuw{b}
l: {length}
"""), b""),
    ("3.1.1.10 transports", lines("""
OPTIONS sip:user@example.com SIP/2.0
To: sip:user@example.com
From: <sip:caller@example.com>;tag=323
Max-Forwards: 70
Call-ID:  transports.kijh4akdnaqjkwendsasfdj
Accept: application/sdp
CSeq: 6{n} OPTIONS
Via: SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw{b}
Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf
Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj
Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en
Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee
l: {length}
"""), b""),
    ("3.1.1.11 mpart01", lines("""
MESSAGE sip:kumiko@example.org SIP/2.0
Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-d87543-4dade06d0bdb11ee-1--d87543-;rport{b}
Max-Forwards: 70
Route: <sip:127.0.0.1:5080>
Identity: r5mwreLuyDRYBi/0TiPwEsY3rEVsk/G2WxhgTV1PF7hHuLIK0YWVKZhKv9Mj8UeXqkMVbnVq37CD+813gvYjcBUaZngQmXc9WNZSDNGCzA+fWl9MEUHWIZo1CeJebdY/XlgKeTa0Olvq0rt70Q5jiSfbqMJmQFteeivUhkMWYUA=
Contact: <sip:fluffy@127.0.0.1:5070>
To: <sip:kumiko@example.org>
From: <sip:fluffy@example.com>;tag=2fb0dcc9
Call-ID: 3d9485ad0c49859b@Zmx1ZmZ5LW1hYy0xNi5sb2NhbA..
CSeq: {n} MESSAGE
Content-Transfer-Encoding: binary
Content-Type: multipart/mixed;boundary=7a9cbec02ceef655
Date: Sat, 15 Oct 2005 04:44:56 GMT
User-Agent: SIPimp.org/0.2.5 (curses)
Content-Length: {length}
"""), b"--7a9cbec02ceef655\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\r\nHello\r\n"
     b"--7a9cbec02ceef655\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n"
     + bytes(range(256)) + b"\r\n--7a9cbec02ceef655--"),
]

INVALID = [
    ("3.1.2.1 badinv01", lines("""
INVITE sip:user@example.com SIP/2.0
To: sip:j.user@example.com
From: sip:caller@example.net;tag=134161461246
Max-Forwards: 7
Call-ID: badinv01.0ha0isndaksdjasdf3234nas
CSeq: {n} INVITE
Via: SIP/2.0/UDP 192.0.2.15{b};;,;,,
Contact: "Joe" <sip:joe@example.org>;;;;
Content-Length: {length}
Content-Type: application/sdp
"""), SDP),
    ("3.1.2.2 clerr", lines("""
INVITE sip:user@example.com SIP/2.0
Max-Forwards: 80
To: sip:j.user@example.com
From: sip:caller@example.net;tag=93942939o2
Contact: <sip:caller@hungry.example.net>
Call-ID: clerr.0ha0isndaksdjweiafasdk3
CSeq: {n} INVITE
Via: SIP/2.0/UDP host5.example.com;branch=z9hG4bK-39234-23523{b}
Content-Type: application/sdp
Content-Length: 9999
"""), SDP),
    ("3.1.2.3 ncl", lines("""
INVITE sip:user@example.com SIP/2.0
Max-Forwards: 254
To: sip:j.user@example.com
From: sip:caller@example.net;tag=32394234
Call-ID: ncl.0ha0isndaksdj2193423r542w35
CSeq: {n} INVITE
Via: SIP/2.0/UDP 192.0.2.53;branch=z9hG4bKkdjuw{b}
Contact: <sip:caller@example53.example.net>
Content-Type: application/sdp
Content-Length: -999
"""), SDP),
    ("3.1.2.4 scalar02", lines("""
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bK342sdfoi3{b}
To: <sip:user@example.com>
From: <sip:user@example.com>;tag=239232jh3
CSeq: 3689348814741910323{n} REGISTER
Call-ID: scalar02.23o0pd9vanlq3wnrlnewofjas9ui32
Max-Forwards: 300
Expires: 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
Contact: <sip:user@host129.example.com>
  ;expires=280297596632815
Content-Length: {length}
"""), b""),
    ("3.1.2.6 quotbal", lines("""
INVITE sip:user@example.com SIP/2.0
To: "Mr. J. User <sip:j.user@example.com>
From: sip:caller@example.net;tag=93334
Max-Forwards: 10
Call-ID: quotbal.aksdj
Contact: <sip:caller@host59.example.net>
CSeq: {n} INVITE
Via: SIP/2.0/UDP 192.0.2.59:5050;branch=z9hG4bKkdjuw39234{b}
Content-Type: application/sdp
Content-Length: {length}
"""), SDP),
    ("3.1.2.7 ltgtruri", lines("""
INVITE <sip:user@example.com> SIP/2.0
To: sip:user@example.com
From: sip:caller@example.net;tag=39291
Max-Forwards: 23
Call-ID: ltgtruri.1@192.0.2.5
CSeq: {n} INVITE
Via: SIP/2.0/UDP 192.0.2.5{b}
Contact: <sip:caller@host5.example.net>
Content-Type: application/sdp
Content-Length: {length}
"""), SDP),
    ("3.1.2.8 lwsruri", lines("""
INVITE sip:user@example.com; lr SIP/2.0
To: sip:user@example.com;tag=3xfe-9921883-z9f
From: sip:caller@example.net;tag=231413434
Max-Forwards: 5
Call-ID: lwsruri.asdfasdoeoi2323-asdfwrn23-asd834rk423
CSeq: 213070{n} INVITE
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKkdjuw2395{b}
Contact: <sip:caller@host1.example.net>
Content-Type: application/sdp
Content-Length: {length}
"""), SDP),
    ("3.1.2.9 lwsstart", lines("""
INVITE  sip:user@example.com  SIP/2.0
Max-Forwards: 8
To: sip:user@example.com
From: sip:caller@example.net;tag=8814
Call-ID: lwsstart.dfknq234oi243099adsdfnawe3@example.com
CSeq: 189388{n} INVITE
Via: SIP/2.0/UDP host1.example.com;branch=z9hG4bKkdjuw3923{b}
Contact: <sip:caller@host1.example.net>
Content-Type: application/sdp
Content-Length: {length}
"""), SDP),
    ("3.1.2.10 trws", lines("""
OPTIONS sip:remote-target@example.com SIP/2.0\x20\x20
Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK299342093{b}
To: <sip:remote-target@example.com>
From: <sip:local-resource@example.com>;tag=329429089
Call-ID: trws.oicu34958239neffasdhr2345r
Accept: application/sdp
CSeq: 23892{n} OPTIONS
Max-Forwards: 70
Content-Length: {length}
"""), b""),
    ("3.1.2.11 escruri", lines("""
INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0
To: sip:user@example.com
From: sip:caller@example.net;tag=341518
Max-Forwards: 7
Contact: <sip:caller@host39923.example.net>
Call-ID: escruri.23940-asdfhj-aje3br-234q098w-fawerh2q-h4n5
CSeq: 14920934{n} INVITE
Via: SIP/2.0/UDP host-of-the-hour.example.com;branch=z9hG4bKkdjuw{b}
Content-Type: application/sdp
Content-Length: {length}
"""), SDP),
    ("3.1.2.12 baddate", lines("""
INVITE sip:user@example.com SIP/2.0
To: sip:user@example.com
From: sip:caller@example.net;tag=2234923
Max-Forwards: 70
Call-ID: baddate.239423mnsadf3j23lj42--sedfnm234
CSeq: 139293{n} INVITE
Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKkdjuw{b}
Date: Fri, 01 Jan 2010 16:00:00 EST
Contact: <sip:caller@host5.example.net>
Content-Type: application/sdp
Content-Length: {length}
"""), SDP),
    ("3.1.2.13 regbadct", lines("""
REGISTER sip:example.com SIP/2.0
To: sip:user@example.com
From: sip:user@example.com;tag=998332
Max-Forwards: 70
Call-ID: regbadct.k345asrl3fdbv@10.0.0.1
CSeq: {n} REGISTER
Via: SIP/2.0/UDP 135.180.130.133:5060;branch=z9hG4bKkdjuw{b}
Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E
l: {length}
"""), b""),
    ("3.1.2.14 badaspec", lines("""
OPTIONS sip:user@example.org SIP/2.0
Via: SIP/2.0/UDP host4.example.com:5060;branch=z9hG4bKkdju43234{b}
Max-Forwards: 70
From: "Bell, Alexander" <sip:a.g.bell@example.com>;tag=433423
To: "Watson, Thomas" < sip:t.watson@example.org >
Call-ID: badaspec.sdf0234n2nds0a099u23h3hnnw009cdkne3
Accept: application/sdp
CSeq: 392323{n} OPTIONS
l: {length}
"""), b""),
    ("3.1.2.15 baddn", lines("""
OPTIONS sip:t.watson@example.org SIP/2.0
Via:     SIP/2.0/UDP c.example.com:5060;branch=z9hG4bKkdjuw{b}
Max-Forwards:      70
From:    Bell, Alexander <sip:a.g.bell@example.com>;tag=43
To:      Watson, Thomas <sip:t.watson@example.org>
Call-ID: baddn.31415@c.example.com
Accept: application/sdp
CSeq:    392323{n} OPTIONS
l: {length}
"""), b""),
    ("3.1.2.16 badvers", lines("""
OPTIONS sip:t.watson@example.org SIP/7.0
Via:     SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw{b}
Max-Forwards:     70
From:    A. Bell <sip:a.g.bell@example.com>;tag=qweoiqpe
To:      T. Watson <sip:t.watson@example.org>
Call-ID: badvers.31417@c.example.com
CSeq:    {n} OPTIONS
l: {length}
"""), b""),
    ("3.1.2.17 mismatch01", lines("""
OPTIONS sip:user@example.com SIP/2.0
To: sip:j.user@example.com
From: sip:caller@example.net;tag=34525
Max-Forwards: 6
Call-ID: mismatch01.dj0234sxdfl3
CSeq: {n} INVITE
Via: SIP/2.0/UDP host.example.com;branch=z9hG4bKkdjuw{b}
l: {length}
"""), b""),
    ("3.1.2.18 mismatch02", lines("""
NEWMETHOD sip:user@example.com SIP/2.0
To: sip:j.user@example.com
From: sip:caller@example.net;tag=34525
Max-Forwards: 6
Call-ID: mismatch02.dj0234sxdfl3
CSeq: {n} INVITE
Contact: <sip:caller@host.example.net>
Via: SIP/2.0/UDP host.example.net;branch=z9hG4bKkdjuw{b}
Content-Type: application/sdp
l: {length}
"""), SDP),
    ("3.2.1 badbranch", lines("""
OPTIONS sip:user@example.com SIP/2.0
To: sip:user@example.com
From: sip:caller@example.org;tag=33242
Max-Forwards: 3
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK
Accept: application/sdp
Call-ID: badbranch.sadonfo23i420jv0as0derf3j3n
CSeq: {n} OPTIONS
l: {length}
"""), b""),
    ("3.3.1 insuf", lines("""
INVITE sip:user@example.com SIP/2.0
CSeq: 19339{n} INVITE
Via: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf{b}
Content-Type: application/sdp
l: {length}
"""), SDP),
    ("3.3.2 unkscm", lines("""
OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0
To: sip:user@example.com
From: sip:caller@example.net;tag=384
Max-Forwards: 3
Call-ID: unkscm.nasdfasser0q239nwsdfasdkl34
CSeq: 392342{n} OPTIONS
Via: SIP/2.0/TCP host9.example.com;branch=z9hG4bKkdjuw39234{b}
Content-Length: {length}
"""), b""),
    ("3.3.3 novelsc", lines("""
OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0
To: sip:user@example.com
From: sip:caller@example.net;tag=384
Max-Forwards: 3
Call-ID: novelsc.asdfasser0q239nwsdfasdkl34
CSeq: 392342{n} OPTIONS
Via: SIP/2.0/TCP host9.example.com;branch=z9hG4bKkdjuw39234{b}
Content-Length: {length}
"""), b""),
    ("3.3.4 unksm2", lines("""
REGISTER sip:example.com SIP/2.0
To: isbn:2983792873
From: <http://www.example.com>;tag=3234233
Call-ID: unksm2.daksdj@hyphenated-host.example.com
CSeq: 23490{n} REGISTER
Max-Forwards: 70
Via: SIP/2.0/UDP 192.0.2.21:5060;branch=z9hG4bKkdjuw{b}
Contact: <name:John_Smith>
l: {length}
"""), b""),
    ("3.3.5 bext01", lines("""
OPTIONS sip:user@example.com SIP/2.0
To: sip:j_user@example.com
From: sip:caller@example.net;tag=242etr
Max-Forwards: 6
Call-ID: bext01.0ha0isndaksdj
Require: nothingSupportsThis, nothingSupportsThisEither
Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis
CSeq: {n} OPTIONS
Via: SIP/2.0/TLS fold-and-staple.example.com;branch=z9hG4bKkdjuw{b}
Content-Length: {length}
"""), b""),
    ("3.3.6 invut", lines("""
INVITE sip:user@example.com SIP/2.0
Contact: <sip:caller@host5.example.net>
To: sip:j.user@example.com
From: sip:caller@example.net;tag=8392034
Max-Forwards: 70
Call-ID: invut.0ha0isndaksdjadsfij34n23d
CSeq: 23544{n} INVITE
Via: SIP/2.0/UDP somehost.example.com;branch=z9hG4bKkdjuw{b}
Content-Type: application/unknownformat
Content-Length: {length}
"""), b'<audio>\r\n <pcmu port="443"/>\r\n</audio>\r\n'),
    ("3.3.7 regaut01", lines("""
REGISTER sip:example.com SIP/2.0
To: sip:j.user@example.com
From: sip:j.user@example.com;tag=87321hj23128
Max-Forwards: 8
Call-ID: regaut01.0ha0isndaksdj
CSeq: 933{n} REGISTER
Via: SIP/2.0/TCP 192.0.2.253;branch=z9hG4bKkdjuw{b}
Authorization: NoOneKnowsThisScheme opaque-data=here
Content-Length:{length}
"""), b""),
    ("3.3.8 multi01", lines("""
INVITE sip:user@company.com SIP/2.0
Contact: <sip:caller@host25.example.net>
Via: SIP/2.0/UDP 192.0.2.25;branch=z9hG4bKkdjuw{b}
Max-Forwards: 70
CSeq: {n} INVITE
Call-ID: multi01.98asdh@192.0.2.1
CSeq: 59 INVITE
Call-ID: multi01.98asdh@192.0.2.2
From: sip:caller@example.com;tag=3413415
To: sip:user@example.com
To: sip:other@example.net
From: sip:caller@example.net;tag=2923420123
Content-Type: application/sdp
l: {length}
Contact: <sip:caller@host36.example.net>
Max-Forwards: 5
"""), SDP),
    ("3.3.9 mcl01", lines("""
OPTIONS sip:user@example.com SIP/2.0
Via: SIP/2.0/UDP host5.example.net;branch=z9hG4bK293423{b}
To: sip:user@example.com
From: sip:other@example.net;tag=3923942
Call-ID: mcl01.fhn2323orihawfdoa3o4r52o3irsdf
CSeq: 1593{n} OPTIONS
Content-Length: 13
Max-Forwards: 60
Content-Length: 5
Content-Type: text/plain
"""), b"There's no way to know how many octets are supposed to be here.\r\n"),
    ("3.3.11 zeromf", lines("""
OPTIONS sip:user@example.com SIP/2.0
To: sip:user@example.com
From: sip:caller@example.net;tag=3ghsd41
Call-ID: zeromf.jfasdlfnm2o2l43r5u0asdfas
CSeq: 3923432{n} OPTIONS
Via: SIP/2.0/UDP host1.example.com;branch=z9hG4bKkdjuw2349i{b}
Max-Forwards: 0
Content-Length: {length}
"""), b""),
    ("3.3.12 cparam01", lines("""
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP saturn.example.com:5060;branch=z9hG4bKkdjuw{b}
Max-Forwards: 70
From: sip:watson@example.com;tag=DkfVgjkrtMwaerKKpe
To: sip:watson@example.com
Call-ID: cparam01.70710@saturn.example.com
CSeq: {n} REGISTER
Contact: sip:+19725552222@gw1.example.net;unknownparam
l: {length}
"""), b""),
    ("3.3.14 regescrt", lines("""
REGISTER sip:example.com SIP/2.0
To: sip:user@example.com
From: sip:user@example.com;tag=8
Max-Forwards: 70
Call-ID: regescrt.k345asrl3fdbv@192.0.2.1
CSeq: 1439823{n} REGISTER
Via: SIP/2.0/UDP host5.example.com;branch=z9hG4bKkdjuw{b}
M: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>
L:{length}
"""), b""),
    ("3.4.1 inv2543", lines("""
INVITE sip:UserB@example.com SIP/2.0
Via: SIP/2.0/UDP iftgw.example.com{b}
From: <sip:+13035551111@ift.client.example.net;user=phone>
Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>
To: sip:+16505552222@ss1.example.net;user=phone
Call-ID: inv2543.1717@ift.client.example.com
CSeq: 5{n} INVITE
Content-Type: application/sdp
Contact: <sip:caller@ift.client.example.net>
l: {length}
"""), SDP),
]

COPIED = re.compile(rb"^(?:via|v|from|f|to|t|call-id|i|cseq)[ \t]*:(?:.*\r\n)(?:[ \t].*\r\n)*", re.I | re.M)


def fill(head, body, number, branch, more=b""):
    """The message with its CSeq number, the end of its branch, and further header lines."""
    for mark, value in ((b"{n}", b"%d" % number), (b"{b}", branch), (b"{length}", b"%d" % len(body))):
        head = head.replace(mark, value)
    return head + more + b"\r\n" + body


def headers_of(request, *names):
    """Header lines of a request, whatever their spelling, folds included."""
    head = request.split(b"\r\n\r\n", 1)[0] + b"\r\n"
    return b"".join(line for line in COPIED.findall(head)
                    if not names or line.split(b":")[0].strip().lower() in names)


def answer(request, status_line, more=b""):
    head = headers_of(request)
    head = re.sub(rb"(?im)^((?:to|t)[ \t]*:(?:(?!tag[ \t]*=).)*?)(\r\n(?![ \t]))", rb"\1;tag=answer\2", head, count=1, flags=re.S)
    return status_line + b"\r\n" + head + more + b"Content-Length: 0\r\n\r\n"


def ack_of(request, response):
    """RFC 3261 section 17.1.1.3: the request's top Via, the response's To."""
    uri = request.split(b" SIP/")[0].split(b" ", 1)[1].strip()
    via = headers_of(request, b"via", b"v")
    via = re.match(rb".*\r\n(?:[ \t].*\r\n)*", via).group()
    rest = headers_of(response, b"from", b"f", b"to", b"t", b"call-id", b"i")
    cseq = headers_of(request, b"cseq").replace(b"INVITE", b"ACK")
    return b"ACK " + uri + b" SIP/2.0\r\n" + via + rest + cseq + b"Content-Length: 0\r\n\r\n"


def challenged(capture, messages, phrase=b"Unauthorized"):
    """Each message gets a 401, comes again with right credentials and a number more, and gets a 200."""
    path = Udp(capture, "10.0.0.1:5060", "10.0.0.2:5060")
    # For its nonces and digests alone.
    clerk = Ladder(capture, path=path)

    def send(from_client, data):
        capture.step()
        path.send(from_client, data)

    for _, head, body in messages:
        request = fill(head, body, 8, b"")
        challenge = clerk.challenge()
        refusal = answer(request, b"SIP/2.0 401 " + phrase, f"WWW-Authenticate: {challenge.text()}\r\n".encode())
        method, uri = re.match(r"(\S+)\s+(.*?)\s+SIP/", head.decode()).groups()
        # A password in a URI is not repeated.
        uri = re.sub(r"^(sip:[^:@]*):[^@]*@", r"\1@", uri)
        credentials = clerk.credentials(challenge).text(method, uri)
        retry = fill(head, body, 9, b"2", f"Authorization: {credentials}\r\n".encode())
        send(True, request)
        send(False, refusal)
        if method == "INVITE":
            send(True, ack_of(request, refusal))
        send(True, retry)
        send(False, answer(retry, b"SIP/2.0 200 OK"))
        capture.step(after=10)


@scenario
def torture_valid(capture):
    """none: RFC 4475 section 3.1.1, valid messages of every odd shape, each challenged and accepted"""
    challenged(capture, VALID)


@scenario
def torture_invalid(capture):
    """none: RFC 4475 sections 3.1.2 to 3.4, broken messages by a server that minds nothing, each challenged and accepted"""
    challenged(capture, INVALID)


@scenario
def torture_responses(capture):
    """none: RFC 4475 sections 3.1.1.12, 3.1.1.13, 3.1.2.5, 3.1.2.19: odd phrases and numbers of 401s"""
    plain = [VALID[5]]
    challenged(capture, plain, "= 2**3 * 5**2 но сто девяносто девять - простое".encode())
    challenged(capture, [VALID[8]], b"")
    path = Udp(capture, "10.0.0.3:5060", "10.0.0.2:5060")
    for status_line, number in ((b"SIP/2.0 401 Unauthorized", b"9292394834772304023312"),
                                (b"SIP/2.0 4294967301 better not break the receiver", b"8"),
                                (b"SIP/2.0 401", b"8"), (b"SIP/2.0 00401 Unauthorized", b"8")):
        request = VALID[9][1].replace(b"6{n}", number).replace(b"transports", b"code-%d" % len(status_line))
        request = fill(request, b"", 0, b"")
        for from_client, data in ((True, request), (False, answer(request, status_line,
                                  b'WWW-Authenticate: Digest realm="lab.test", nonce="n"\r\n'
                                  b"Retry-After: 949302838503028349304023988\r\n"
                                  b'Warning: 1812 overture "In Progress"\r\n'))):
            capture.step()
            path.send(from_client, data)
