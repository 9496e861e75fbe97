/** One of the torture messages of RFC 4475, what a user agent without a registrar owes its sender, and whether it is well formed. */
export interface Torture {
  name: string;
  section: string;
  text: string;
  /** A status; 486 stands for a call that reaches the application. */
  deserves: number | "silence";
  valid: boolean;
}

const crlf = (text: string): string => text.replace(/\n/g, "\r\n");

const SDP = (host = "192.0.2.15"): string =>
  [
    "v=0",
    `o=mhandley 29739 7272939 IN IP4 ${host}`,
    "s=-",
    `c=IN IP4 ${host}`,
    "t=0 0",
    "m=audio 49217 RTP/AVP 0 12",
    "m=video 3227 RTP/AVP 31",
    "a=rtpmap:31 LPC",
    "",
  ].join("\r\n");

/** Headers as written, the body counted where they do not say otherwise. */
function message(head: string, body = ""): string {
  const lines = crlf(head.trim());
  const counted = /^(content-length|l)\s*:/im.test(lines) ? lines : `${lines}\r\nContent-Length: ${Buffer.byteLength(body)}`;
  return `${counted}\r\n\r\n${body}`;
}

const invite = (head: string, body = SDP()): string => message(`${head.trim()}\nContent-Type: application/sdp`, body);

const one = (name: string, section: string, deserves: Torture["deserves"], text: string, valid = section.startsWith("3.1.1")): Torture => ({
  name,
  section,
  text,
  deserves,
  valid,
});

/** The usual four of an INVITE, for messages whose point lies elsewhere. */
const usual = (name: string, extra = ""): string => `To: sip:user@example.com
From: sip:caller@example.net;tag=${name}1
Max-Forwards: 70
Call-ID: ${name}.0ha0isnd@192.0.2.15
Via: SIP/2.0/UDP 192.0.2.15;branch=z9hG4bKkdjuw${name}
Contact: <sip:caller@host5.example.net>${extra === "" ? "" : `\n${extra}`}`;

const valid: Torture[] = [
  one(
    "wsinv",
    "3.1.1.1",
    481,
    message(
      String.raw`INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.2;branch=390skdjuw
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
m:"Quoted string \"\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33`,
      SDP(),
    ),
  ),
  one(
    "intmeth",
    "3.1.1.2",
    405,
    message(`!interesting-Method0123456789_*+\`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0
Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+\`'~
To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>
From: token1~\` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="работающий";tag=_token~1'+\`*%!-.
Call-ID: intmeth.word%ZK-!.*_+'@word\`~)(><:\\/"][?}{
CSeq: 139122385 !interesting-Method0123456789_*+\`.%indeed'~
Max-Forwards: 255
extensionHeader-!.%*+_\`'~:\ufeff大停電
Content-Length: 0`),
  ),
  one("esc01", "3.1.1.3", 486, invite(`INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0\n${usual("esc01", "CSeq: 7 INVITE")}`)),
  one(
    "escnull",
    "3.1.1.4",
    405,
    message(`REGISTER sip:example.com SIP/2.0
To: sip:null-%00-null@example.com
From: sip:null-%00-null@example.com;tag=839923423
Max-Forwards: 70
Call-ID: escnull.39203ndfvkjdasfkq3w4otrq0adsfdfnavd
CSeq: 14398234 REGISTER
Via: SIP/2.0/UDP host5.example.com;branch=z9hG4bKescnull
Contact: <sip:%00@host5.example.com>
Contact: <sip:%00%00@host5.example.com>
L:0`),
  ),
  one(
    "esc02",
    "3.1.1.5",
    405,
    message(`RE%47IST%45R sip:registrar.example.com SIP/2.0
To: "%Z%45" <sip:resource@example.com>
From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23
Call-ID: esc02.asdfnqwo34rq23i34jrjasdcnl23nrlknsdf
Via: SIP/2.0/TCP host.example.com;branch=z9hG4bK209%fzsnel234
CSeq: 29344 RE%47IST%45R
Max-Forwards: 70
Contact: <sip:alias1@host1.example.com>
C%6Fntact: <sip:alias2@host2.example.com>
Contact: <sip:alias3@host3.example.com>
l: 0`),
  ),
  one(
    "lwsdisp",
    "3.1.1.6",
    200,
    message(`OPTIONS sip:user@example.com SIP/2.0
To: sip:user@example.com
From: caller<sip:caller@example.com>;tag=323
Max-Forwards: 70
Call-ID: lwsdisp.1234abcd@funky.example.com
CSeq: 60 OPTIONS
Via: SIP/2.0/UDP funky.example.com;branch=z9hG4bKlwsdisp
l: 0`),
  ),
  one(
    "longreq",
    "3.1.1.7",
    486,
    invite(`INVITE sip:user@example.com SIP/2.0
To: "I have a user name of ${"extreme".repeat(10)} proportion"<sip:user@example.com:6000;unknownparam1=very${"long".repeat(20)}value;longparam${"name".repeat(25)}=shortvalue;very${"long".repeat(25)}ParameterNameWithNoValue>
F: sip:amazinglylongcallername${"amazinglylong".repeat(5)}@example.net;tag=12${"982".repeat(50)}424;unknownheaderparam${"name".repeat(20)}=unknown${"long".repeat(18)}value
Call-ID: longreq.one${"really".repeat(20)}longcallid
CSeq: 3882340 INVITE
Unknown-${"Long".repeat(20)}-Name: unknown-${"long".repeat(20)}-value; unknown-${"long".repeat(20)}-parameter-name = unknown-${"long".repeat(20)}-parameter-value
Via: SIP/2.0/TCP sip33.example.com
${Array.from({ length: 32 }, (_, i) => `v: SIP/2.0/TCP sip${32 - i}.example.com`).join("\n")}
Via: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=very${"long".repeat(50)}branchvalue
Max-Forwards: 70
Contact: <sip:amazinglylongcallername${"amazinglylong".repeat(5)}@host5.example.net>`),
  ),
  one(
    "dblreq",
    "3.1.1.8",
    405,
    message(`REGISTER sip:example.com SIP/2.0
To: sip:j.user@example.com
From: sip:j.user@example.com;tag=43251j3j324
Max-Forwards: 8
I: dblreq.0ha0isndaksdj99sdfafnl3lk233412
Contact: sip:j.user@host.example.com
CSeq: 8 REGISTER
Via: SIP/2.0/UDP 192.0.2.125;branch=z9hG4bKdblreq1
Content-Length: 0`).concat(invite(`INVITE sip:joe@example.com SIP/2.0\n${usual("dblreq2", "CSeq: 8 INVITE")}`)),
  ),
  one(
    "semiuri",
    "3.1.1.9",
    200,
    message(`OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0
To: sip:j_user@example.com
From: sip:caller@example.org;tag=33242
Max-Forwards: 3
Call-ID: semiuri.0ha0isndaksdj
CSeq: 8 OPTIONS
Accept: application/sdp, application/pkcs7-mime, multipart/mixed, multipart/signed, message/sip, message/sipfrag
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKsemiuri
l: 0`),
  ),
  one(
    "transports",
    "3.1.1.10",
    200,
    message(`OPTIONS sip:user@example.com SIP/2.0
To: sip:user@example.com
From: <sip:caller@example.com>;tag=323
Max-Forwards: 70
Call-ID:  transports.kijh4akdnaqjkwendsasfdj
Accept: application/sdp
CSeq: 60 OPTIONS
Via: SIP/2.0/UDP t1.example.com;branch=z9hG4bKtransports
Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf
Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj
Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en
Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee
l: 0`),
  ),
  one(
    "mpart01",
    "3.1.1.11",
    405,
    message(
      `MESSAGE sip:kumiko@example.org SIP/2.0
Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK-d87543-4dade06d0bdb11ee-1--d87543-;rport
Max-Forwards: 70
Route: <sip:127.0.0.1:5080>
To: <sip:kumiko@example.org>
From: <sip:fluffy@example.com>;tag=2fb0dcc9
Call-ID: 3d9485ad0c49859b@Zmx1ZmZ5LW1hYy0xNi5sb2NhbA..
CSeq: 1 MESSAGE
Content-Transfer-Encoding: binary
Content-Type: multipart/mixed;boundary=7a9cbec02ceef655
Date: Sat, 15 Oct 2005 04:44:56 GMT
User-Agent: SIPimp.org/0.2.5 (curses)`,
      crlf(`--7a9cbec02ceef655
Content-Type: text/plain
Content-Transfer-Encoding: binary

Hello
--7a9cbec02ceef655
Content-Type: application/octet-stream
Content-Transfer-Encoding: binary

0\u0082\u0001R\u0006\u0009*\u0086H\u0086
--7a9cbec02ceef655--`),
    ),
  ),
  one(
    "unreason",
    "3.1.1.12",
    "silence",
    message(`SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое
Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923
Call-ID: unreason.1234ksdfak3j2erwedfsASdf
CSeq: 35 INVITE
From: sip:user@example.com;tag=11141343
To: sip:user@example.edu;tag=2229
Content-Length: 154
Content-Type: application/sdp
Contact: <sip:user@host198.example.com>`).concat("x".repeat(154)),
  ),
  one(
    "noreason",
    "3.1.1.13",
    "silence",
    message(`SIP/2.0 100\u0020
Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe
Call-ID: noreason.asndj203insdf99223ndf
CSeq: 35 INVITE
From: <sip:user@example.com>;tag=39ansfi3
To: <sip:user@example.edu>;tag=902jndnke3
Content-Length: 0
Contact: <sip:user@host105.example.com>`),
  ),
];

const options = (name: string, start: string, extra = "", cseq = "8 OPTIONS"): string =>
  message(`${start}\n${usual(name, `CSeq: ${cseq}${extra === "" ? "" : `\n${extra}`}`)}\nl: 0`);

const register = (name: string, extra: string): string =>
  message(`REGISTER sip:example.com SIP/2.0
To: sip:watson@example.com
From: sip:watson@example.com;tag=838293
Max-Forwards: 70
Call-ID: ${name}.70710@saturn.example.com
CSeq: 3 REGISTER
Via: SIP/2.0/UDP saturn.example.com:5060;branch=z9hG4bK${name}
${extra}
l: 0`);

const invalid: Torture[] = [
  one(
    "badinv01",
    "3.1.2.1",
    400,
    invite(`INVITE sip:user@example.com SIP/2.0
To: sip:j.user@example.com
From: sip:caller@example.net;tag=134161461246
Max-Forwards: 7
Call-ID: badinv01.0ha0isndaksdjasdf3234nas
CSeq: 8 INVITE
Via: SIP/2.0/UDP 192.0.2.15;;,;,,
Contact: "Joe" <sip:joe@example.org>;;;;`),
  ),
  one("clerr", "3.1.2.2", 400, invite(`INVITE sip:user@example.com SIP/2.0\n${usual("clerr", "CSeq: 8 INVITE\nContent-Length: 9999")}`)),
  one("ncl", "3.1.2.3", 400, invite(`INVITE sip:user@example.com SIP/2.0\n${usual("ncl", "CSeq: 8 INVITE\nContent-Length: -999")}`)),
  one(
    "scalar02",
    "3.1.2.4",
    400,
    message(`REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bK342sdfoi3
To: <sip:user@example.com>
From: <sip:user@example.com>;tag=239232jh3
CSeq: 36893488147419103232 REGISTER
Call-ID: scalar02.23o0pd9vanlq3wnrlnewofjas9ui32
Max-Forwards: 300
Expires: 10000000000000000000000000000000000000000000000
Contact: <sip:user@host129.example.com>;expires=280297596632815
Content-Length: 0`),
  ),
  one(
    "scalarlg",
    "3.1.2.5",
    "silence",
    message(`SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129
To: <sip:user@example.com>
From: <sip:other@example.net>;tag=2easdjfejw
CSeq: 9292394834772304023312 OPTIONS
Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r
Retry-After: 949302838503028349304023988
Warning: 1812 overture "In Progress"
Content-Length: 0`),
  ),
  one(
    "quotbal",
    "3.1.2.6",
    400,
    invite(
      `INVITE sip:user@example.com SIP/2.0\n${usual("quotbal", "CSeq: 8 INVITE").replace("To: ", 'To: "Mr. J. User <sip:j.user@example.com>\nX-To: ')}`,
    ),
  ),
  one("ltgtruri", "3.1.2.7", 400, invite(`INVITE <sip:user@example.com> SIP/2.0\n${usual("ltgtruri", "CSeq: 1 INVITE")}`)),
  one("lwsruri", "3.1.2.8", 400, invite(`INVITE sip:user@example.com; lr SIP/2.0\n${usual("lwsruri", "CSeq: 2130706432 INVITE")}`)),
  one("lwsstart", "3.1.2.9", 400, invite(`INVITE  sip:user@example.com  SIP/2.0\n${usual("lwsstart", "CSeq: 1893884 INVITE")}`)),
  one("trws", "3.1.2.10", 400, options("trws", "OPTIONS sip:remote-target@example.com SIP/2.0  ")),
  // A receiver may ignore the headers of a request URI: this one does.
  one(
    "escruri",
    "3.1.2.11",
    486,
    invite(`INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0\n${usual("escruri", "CSeq: 1 INVITE")}`),
  ),
  // Date is not read.
  one(
    "baddate",
    "3.1.2.12",
    486,
    invite(`INVITE sip:user@example.com SIP/2.0\n${usual("baddate", "CSeq: 1 INVITE\nDate: Fri, 01 Jan 2010 16:00:00 EST")}`),
  ),
  one("regbadct", "3.1.2.13", 405, register("regbadct", "Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E")),
  // What is meant by these two is plain; a receiver may be liberal.
  one(
    "badaspec",
    "3.1.2.14",
    200,
    options("badaspec", "OPTIONS sip:user@example.org SIP/2.0").replace(
      "To: sip:user@example.com",
      'To: "Watson, Thomas" < sip:t.watson@example.org >',
    ),
  ),
  one(
    "baddn",
    "3.1.2.15",
    200,
    options("baddn", "OPTIONS sip:user@example.org SIP/2.0").replace(
      "From: sip:",
      "From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43\r\nX-From: sip:",
    ),
  ),
  one(
    "badvers",
    "3.1.2.16",
    505,
    message(`OPTIONS sip:t.watson@example.org SIP/7.0
Via:     SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw
Max-Forwards:     70
From:    A. Bell <sip:a.g.bell@example.com>;tag=qweoiqpe
To:      T. Watson <sip:t.watson@example.org>
Call-ID: badvers.31417@c.example.com
CSeq:    1 OPTIONS
l: 0`),
  ),
  one("mismatch01", "3.1.2.17", 400, options("mismatch01", "OPTIONS sip:user@example.com SIP/2.0", "", "8 INVITE")),
  one("mismatch02", "3.1.2.18", 400, options("mismatch02", "NEWMETHOD sip:user@example.com SIP/2.0", "", "8 INVITE")),
  one(
    "bigcode",
    "3.1.2.19",
    "silence",
    message(`SIP/2.0 4294967301 better not break the receiver
Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe
Call-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i
CSeq: 353494 INVITE
From: <sip:user@example.com>;tag=39ansfi3
To: <sip:user@example.edu>;tag=902jndnke3
Content-Length: 0
Contact: <sip:user@host105.example.com>`),
  ),
];

const semantic: Torture[] = [
  one("badbranch", "3.2.1", 200, options("badbranch", "OPTIONS sip:user@example.com SIP/2.0").replace(/z9hG4bK\w+/, "z9hG4bK")),
  one(
    "insuf",
    "3.3.1",
    400,
    invite("INVITE sip:user@example.com SIP/2.0\nCSeq: 193942 INVITE\nVia: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf"),
  ),
  one("unkscm", "3.3.2", 416, options("unkscm", "OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0")),
  one("novelsc", "3.3.3", 416, options("novelsc", "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0")),
  one(
    "unksm2",
    "3.3.4",
    400,
    register("unksm2", "Contact: <name:John_Smith>").replace("To: sip:watson@example.com", "To: <isbn:2983792873>"),
  ),
  one(
    "bext01",
    "3.3.5",
    420,
    options(
      "bext01",
      "OPTIONS sip:user@example.com SIP/2.0",
      "Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis\nRequire: nothingSupportsThis, nothingSupportsThisEither",
    ),
  ),
  one(
    "invut",
    "3.3.6",
    415,
    message(
      `INVITE sip:user@example.com SIP/2.0\n${usual("invut", "CSeq: 235448 INVITE\nContent-Type: application/unknownformat")}`,
      "<audio>",
    ),
  ),
  one(
    "regaut01",
    "3.3.7",
    405,
    register("regaut01", "Contact: <sip:j.user@host.example.com>\nAuthorization: NoOneKnowsThisScheme opaque-data=here"),
  ),
  one(
    "multi01",
    "3.3.8",
    400,
    invite(`INVITE sip:user@company.com SIP/2.0
Contact: <sip:caller@host25.example.net>
Via: SIP/2.0/UDP 192.0.2.25;branch=z9hG4bKmulti
Max-Forwards: 70
CSeq: 5 INVITE
Call-ID: multi01.98asdh@192.0.2.1
CSeq: 59 INVITE
Call-ID: multi01.98asdh@192.0.2.2
From: sip:caller@example.com;tag=3413415
To: sip:user@example.com
To: sip:other@example.net
From: sip:caller@example.net;tag=2923420123
Contact: <sip:caller@host36.example.net>
Max-Forwards: 5`),
  ),
  one(
    "mcl01",
    "3.3.9",
    400,
    options("mcl01", "OPTIONS sip:user@example.com SIP/2.0", "Content-Length: 13\nContent-Length: 5\nContent-Type: text/plain")
      .replace("\r\nl: 0", "")
      .concat("There's no way to know how many octets are supposed to be here.\r\n"),
  ),
  one(
    "bcast",
    "3.3.10",
    "silence",
    message(`SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923
Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23
Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf
CSeq: 35 INVITE
From: sip:user@example.com;tag=11141343
To: sip:user@example.edu;tag=2229
Content-Length: 0
Contact: <sip:user@host28.example.com>`),
    true,
  ),
  one("zeromf", "3.3.11", 200, options("zeromf", "OPTIONS sip:user@example.com SIP/2.0").replace("Max-Forwards: 70", "Max-Forwards: 0")),
  one("cparam01", "3.3.12", 405, register("cparam01", "Contact: sip:+19725552222@gw1.example.net;unknownparam")),
  one("cparam02", "3.3.13", 405, register("cparam02", "Contact: <sip:+19725552222@gw1.example.net;unknownparam>")),
  one("regescrt", "3.3.14", 405, register("regescrt", "Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>")),
  one(
    "sdp01",
    "3.3.15",
    406,
    invite(`INVITE sip:user@example.com SIP/2.0\n${usual("sdp01", "Accept: text/nobodyKnowsThis\nCSeq: 8 INVITE")}`),
  ),
  // RFC 2543 knew no mandatory Contact; without one there is no place to send BYE to, so 400 (which the RFC allows).
  one(
    "inv2543",
    "3.4.1",
    400,
    `${message(`INVITE sip:UserB@example.com SIP/2.0
Via: SIP/2.0/UDP iftgw.example.com
From: <sip:+13035551111@ift.client.example.net;user=phone>
Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>
To: sip:+16505552222@ss1.example.net;user=phone
Call-ID: inv2543.1717@ift.client.example.com
CSeq: 56 INVITE
Content-Type: application/sdp`).replace("Content-Length: 0\r\n", "")}${SDP("192.0.2.5")}`,
    true,
  ),
];

/** All 49, in the order of the RFC. */
export const tortures: readonly Torture[] = [...valid, ...invalid, ...semantic];
