/* causes.c
 * The catalogue of causes as data: one row a cause.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "causes.h"

#include <stddef.h>

/* Ranks: a login that worked (10), a challenge nobody can answer (20), a fault in the retry that bytes
 * prove (30), a refusal (40), a reason the server gives for a 403 (50), a 403 without one (60), silence
 * (70), not enough capture (90). A row's label says nothing of blame that its rule does not prove. */
static const cause_row_t rows[CAUSE_COUNT] = {
    [CAUSE_CHALLENGE_ACCEPTED] = {
        "challenge_accepted", "normal login step", "Normal step: the challenge was answered and the request went on",
        SEVERITY_CHAT, GROUP_SEQUENCE, 19, true, false,
        "Nothing; every login begins with a challenge.",
        "None.",
        "RFC 3261 section 22.1",
        { CAUSE_NONE } },
    [CAUSE_IMS_AKA_ACCEPTED] = {
        "ims_aka_accepted", "normal AKA login step", "Normal step: the AKA challenge was answered and the registration went on",
        SEVERITY_CHAT, GROUP_SEQUENCE, 11, true, false,
        "Nothing; every IMS registration begins with an AKA challenge.",
        "None.",
        "RFC 3310 section 3; 3GPP TS 33.203 section 6.1",
        { CAUSE_CHALLENGE_ACCEPTED, CAUSE_NONE } },
    [CAUSE_SECOND_REALM_CHALLENGE] = {
        "second_realm_challenge", "normal step, second realm", "Normal step: two servers on the path asked, each for its own realm, and both were answered",
        SEVERITY_CHAT, GROUP_SEQUENCE, 12, true, false,
        "Nothing; each realm has its own credentials and its own header.",
        "None. Keep both sets of credentials configured.",
        "RFC 3261 section 22.3",
        { CAUSE_CHALLENGE_ACCEPTED, CAUSE_NONE } },
    [CAUSE_STALE_RECOVERED] = {
        "stale_recovered", "normal step, nonce renewed", "Normal step: the nonce was no longer good, the server sent a new one and accepted the answer to it",
        SEVERITY_CHAT, GROUP_SEQUENCE, 13, true, false,
        "Only if every request shows it: is the server's nonce lifetime shorter than the refresh interval?",
        "None needed. A longer nonce lifetime or nextnonce on the server saves the extra round trip.",
        "RFC 7616 section 3.3 (stale); RFC 3261 section 22.1",
        { CAUSE_CHALLENGE_ACCEPTED, CAUSE_CREDENTIALS_REJECTED, CAUSE_NONE } },
    [CAUSE_IDENTITY_HINT_ONLY] = {
        "identity_hint_only", "identity only", "The first request names the user but holds no answer yet; this is no failed attempt",
        SEVERITY_CHAT, GROUP_SEQUENCE, 98, true, false,
        "Nothing; IMS sends the private identity with an empty response.",
        "None; read the request as one without credentials.",
        "3GPP TS 24.229 section 5.1.1.2.2",
        { CAUSE_NONE } },
    [CAUSE_CHALLENGE_PENDING] = {
        "challenge_pending", "retry not answered", "The retry was sent; its answer is not in the capture",
        SEVERITY_NOTE, GROUP_SEQUENCE, 65, false, false,
        "Does the capture go on long enough, and does it see the way back?",
        "Capture longer, and both directions, where the retry is sent.",
        "RFC 3261 sections 17.1.1.2 and 17.1.2.2",
        { CAUSE_NONE } },
    [CAUSE_NO_RETRY_NO_CREDENTIALS] = {
        "no_retry_no_credentials", "no retry", "The client did not answer the challenge though it went on sending; most often it has no credentials for this realm",
        SEVERITY_WARN, GROUP_RESPONSE_CODE, 74, false, false,
        "Has the client a user name and password for this realm and this hop? Can it do the algorithm that is asked for?",
        "Configure credentials for this realm at the client; for a 407 look for its proxy or outbound-proxy user.",
        "RFC 3261 sections 22.2 and 22.3",
        { CAUSE_NONE } },
    [CAUSE_STALE_NOT_RETRIED] = {
        "stale_not_retried", "stale, not retried", "The server said that only the nonce was too old, and the client did not try again with the new one",
        SEVERITY_WARN, GROUP_RESPONSE_CODE, 73, false, false,
        "Does the client stop after one stale round?",
        "Lengthen the nonce lifetime on the server, let it send nextnonce, or update the client.",
        "RFC 7616 section 3.3 (stale)",
        { CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_NONE } },
    [CAUSE_CAPTURE_ENDED] = {
        "capture_ended", "capture ends", "The capture ends before a retry had to come",
        SEVERITY_NOTE, GROUP_ASSUMPTION, 72, false, false,
        "Nothing can be said of a retry that had no time to come.",
        "Capture longer: at least 32 s after the challenge.",
        "RFC 3261 section 17.1.2.2 (Timer F)",
        { CAUSE_NONE } },
    [CAUSE_CLIENT_SILENT] = {
        "client_silent", "client silent", "The capture goes on, but nothing new comes from the client after the challenge",
        SEVERITY_NOTE, GROUP_ASSUMPTION, 75, false, false,
        "Did the challenge reach the client (NAT binding, firewall, address in Via)? Did the client stop?",
        "Capture at the client; check that responses go back to the address and port the request came from (rport).",
        "RFC 3261 section 18.2.2; RFC 3581 section 4",
        { CAUSE_NONE } },
    [CAUSE_RETRY_FRAGMENT_LOST] = {
        "retry_fragment_lost", "retry in lost fragments", "The client sent IP fragments after the challenge, and the capture lacks the rest of them; the retry is very likely inside",
        SEVERITY_WARN, GROUP_ASSUMPTION, 70, false, false,
        "Was a port filter used (it drops later fragments)? Is there a link that loses fragments?",
        "Capture without a port filter, or add `or (ip[6:2] & 0x1fff != 0)`; where fragments really are lost, use TCP or shorten the request.",
        "RFC 3261 section 18.1.1; RFC 791 section 3.2",
        { CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_STALE_NOT_RETRIED, CAUSE_NONE } },
    [CAUSE_IMS_RETRY_IN_ESP] = {
        "ims_retry_in_esp", "retry inside IPsec", "IPsec was agreed and ESP follows the challenge; the retry is very likely inside",
        SEVERITY_NOTE, GROUP_ASSUMPTION, 69, false, false,
        "Are the SPIs of the ESP packets those of the security agreement?",
        "Enter the security associations in Wireshark (Preferences, Protocols, ESP), or capture behind the P-CSCF.",
        "3GPP TS 33.203 section 7; RFC 3329",
        { CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_STALE_NOT_RETRIED, CAUSE_NONE } },
    [CAUSE_CHALLENGE_MISSING] = {
        "challenge_missing", "no challenge in it", "The response asks for authentication but holds no challenge; no client can answer it",
        SEVERITY_ERROR, GROUP_PROTOCOL, 20, false, true,
        "The server: why did it refuse without a challenge?",
        "Look at the server's log for this request; the client is not at fault.",
        "RFC 3261 sections 21.4.2, 21.4.8, 20.27 and 20.44",
        { CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_CREDENTIALS_REJECTED, CAUSE_NONE } },
    [CAUSE_CHALLENGE_WRONG_HEADER] = {
        "challenge_wrong_header", "challenge in wrong header", "The challenge stands in the header of the other status code; many clients ignore it",
        SEVERITY_ERROR, GROUP_PROTOCOL, 21, false, true,
        "The server or proxy: a 401 takes WWW-Authenticate, a 407 takes Proxy-Authenticate.",
        "Correct the server's script or configuration (Kamailio: www_challenge for 401, proxy_challenge for 407).",
        "RFC 3261 sections 22.2 and 22.3",
        { CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_CREDENTIALS_REJECTED, CAUSE_NONE } },
    [CAUSE_CHALLENGE_NOT_ACKED] = {
        "challenge_not_acked", "no ACK", "The server repeats its final response because no ACK reaches it",
        SEVERITY_WARN, GROUP_PROTOCOL, 71, false, false,
        "Is the ACK sent, with the same branch, From, To tag and CSeq number as INVITE and response, to the same place?",
        "Disable SIP ALG between the two; compare Via and From of INVITE and ACK at both ends.",
        "RFC 3261 section 17.1.1.3",
        { CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_NONE } },
    [CAUSE_RETRY_WITHOUT_CREDENTIALS] = {
        "retry_without_credentials", "repeated without credentials", "The client repeats the request without credentials for the realm that asked",
        SEVERITY_ERROR, GROUP_PROTOCOL, 35, false, false,
        "Has the client credentials, and for this realm? Does it keep them for another realm or host?",
        "Configure user name and password for this realm at the client.",
        "RFC 3261 sections 22.2 and 22.3",
        { CAUSE_CREDENTIALS_REJECTED, CAUSE_CREDENTIALS_REJECTED_403, CAUSE_FORBIDDEN_NO_CHALLENGE, CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_NONE } },
    [CAUSE_WRONG_AUTH_HEADER] = {
        "wrong_auth_header", "credentials in wrong header", "The credentials stand in the wrong header; the server that asked does not look there",
        SEVERITY_ERROR, GROUP_PROTOCOL, 31, false, false,
        "The client: WWW-Authenticate is answered in Authorization, Proxy-Authenticate in Proxy-Authorization.",
        "Update or correct the client; check that nothing on the path renames the header.",
        "RFC 3261 sections 22.2 and 22.3",
        { CAUSE_CREDENTIALS_REJECTED, CAUSE_CREDENTIALS_REJECTED_403, CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_FORBIDDEN_NO_CHALLENGE, CAUSE_NONE } },
    [CAUSE_REALM_MISMATCH] = {
        "realm_mismatch", "other realm sent", "The client answered for another realm than the one that asked",
        SEVERITY_ERROR, GROUP_PROTOCOL, 33, false, false,
        "Which realm is configured at the client?",
        "Take the realm from the challenge, byte for byte, or leave it empty (or `*`) so that the client takes whichever is asked for.",
        "RFC 3261 section 22.1; RFC 7616 section 3.4",
        { CAUSE_CREDENTIALS_REJECTED, CAUSE_CREDENTIALS_REJECTED_403, CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_NONCE_EXPIRED_NO_STALE, CAUSE_NONE } },
    [CAUSE_REALM_CASE_MISMATCH] = {
        "realm_case_mismatch", "realm differs in case", "The realm sent differs from the one asked only in case or white space, which changes the digest",
        SEVERITY_ERROR, GROUP_PROTOCOL, 32, false, false,
        "How is the realm spelled at the client?",
        "Copy the realm exactly: the digest is computed over its bytes.",
        "RFC 7616 section 3.4.2",
        { CAUSE_CREDENTIALS_REJECTED, CAUSE_CREDENTIALS_REJECTED_403, CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_NONCE_EXPIRED_NO_STALE, CAUSE_NONE } },
    [CAUSE_NONCE_NOT_FROM_CHALLENGE] = {
        "nonce_not_from_challenge", "other nonce sent", "The client answered with another nonce than the one it was just given",
        SEVERITY_WARN, GROUP_PROTOCOL, 36, false, false,
        "Does the client keep an old nonce? Do two registrars or two lines share one account?",
        "Update the client; behind a load balancer let all servers share one nonce secret.",
        "RFC 7616 section 3.4; RFC 3261 section 22.4",
        { CAUSE_CREDENTIALS_REJECTED, CAUSE_CREDENTIALS_REJECTED_403, CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_NONCE_EXPIRED_NO_STALE, CAUSE_NONE } },
    [CAUSE_EARLIER_CREDENTIALS_DROPPED] = {
        "earlier_credentials_dropped", "earlier credentials dropped", "Two servers ask in turn; answering the second, the client drops the credentials the first one needs",
        SEVERITY_ERROR, GROUP_PROTOCOL, 30, false, false,
        "Can the client hold Authorization and Proxy-Authorization in one request?",
        "Let only one hop authenticate this client, or use a client that keeps both headers.",
        "RFC 3261 section 22.3",
        { CAUSE_CREDENTIALS_REJECTED, CAUSE_RETRY_WITHOUT_CREDENTIALS, CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_REALM_MISMATCH, CAUSE_NONCE_EXPIRED_NO_STALE, CAUSE_NONE } },
    [CAUSE_CREDENTIALS_REJECTED] = {
        "credentials_rejected", "credentials refused", "The credentials answered this challenge and were refused: password, user name or account differ at the server (the wire cannot tell which)",
        SEVERITY_WARN, GROUP_RESPONSE_CODE, 42, false, false,
        "Password, authentication user name and realm of this account, at the client and at the server. An unknown user looks the same.",
        "Enter user name and password again at both ends (a server that stores HA1 needs it for this realm); read the server's log for this account.",
        "RFC 3261 section 22.1; RFC 7616 section 3.3",
        { CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_NONE } },
    [CAUSE_CREDENTIALS_REJECTED_403] = {
        "credentials_rejected_403", "403 after credentials", "403 right after credentials for a fresh nonce: refused credentials, or policy (the wire cannot tell which)",
        SEVERITY_WARN, GROUP_RESPONSE_CODE, 62, false, false,
        "Password and authentication user name first; then what the server permits this account.",
        "Verify the password at both ends; if it is right, read the server's log for the policy that refused.",
        "RFC 3261 section 21.4.4",
        { CAUSE_NONE } },
    [CAUSE_CHALLENGE_LOOP] = {
        "challenge_loop", "refused again and again", "The client repeats refused credentials; the server challenges each time",
        SEVERITY_ERROR, GROUP_RESPONSE_CODE, 41, false, false,
        "Password, authentication user name and realm of this account; why does the client not stop?",
        "Stop the client or lengthen its retry interval before it is banned; then check the password at both ends.",
        "RFC 3261 section 22.1",
        { CAUSE_CREDENTIALS_REJECTED, CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_NONE } },
    [CAUSE_NONCE_EXPIRED_NO_STALE] = {
        "nonce_expired_no_stale", "nonce expired, not stale", "The nonce was too old when it was used, and the server does not say stale=true; strict clients take this for a refusal",
        SEVERITY_NOTE, GROUP_RESPONSE_CODE, 40, false, false,
        "How old was the nonce? Does the server ever send stale=true?",
        "Let the server send stale=true (Kamailio: flag 16 of the challenge functions) or lengthen the nonce lifetime; answer the challenge sooner.",
        "RFC 7616 section 3.3 (stale)",
        { CAUSE_CREDENTIALS_REJECTED, CAUSE_NO_RETRY_NO_CREDENTIALS, CAUSE_CAPTURE_ENDED, CAUSE_CLIENT_SILENT, CAUSE_NONE } },
    [CAUSE_POLICY_AFTER_AUTH] = {
        "policy_after_auth", "refused by policy", "The credentials passed; the server refuses the request itself",
        SEVERITY_WARN, GROUP_RESPONSE_CODE, 55, false, false,
        "What may this account do: dial plan, permissions, credit, caller identity, number of contacts?",
        "Read the server's log for the rule that refused; the password is not the cause.",
        "RFC 3261 section 21.4.4",
        { CAUSE_CREDENTIALS_REJECTED_403, CAUSE_FORBIDDEN_WITH_PREEMPTIVE_CREDS, CAUSE_NONE } },
    [CAUSE_FORBIDDEN_NO_CHALLENGE] = {
        "forbidden_no_challenge", "refused, never asked", "Refused without being asked for credentials: the server judges by something else",
        SEVERITY_ERROR, GROUP_RESPONSE_CODE, 60, false, false,
        "Is the source address permitted? Is the client registered, the domain served, the caller identity allowed?",
        "Permit the address at the server, or register first; read the server's log. A password does not help here.",
        "RFC 3261 section 21.4.4",
        { CAUSE_NONE } },
    [CAUSE_FORBIDDEN_WITH_PREEMPTIVE_CREDS] = {
        "forbidden_with_preemptive_creds", "refused with old credentials", "Refused though the request brought credentials of an earlier challenge; no new challenge was offered",
        SEVERITY_WARN, GROUP_RESPONSE_CODE, 61, false, false,
        "What may this account do? Does the server take reused credentials for a replay?",
        "Let the client register anew; read the server's log.",
        "RFC 3261 sections 21.4.4 and 22.2",
        { CAUSE_NONE } },
    [CAUSE_FORBIDDEN_PHRASE] = {
        "forbidden_phrase", "server states a reason", "The server states its own reason in the status line",
        SEVERITY_WARN, GROUP_RESPONSE_CODE, 50, false, false,
        "The reason phrase, word for word.",
        "Do what the phrase asks for; search it in the server's configuration or script.",
        "RFC 3261 section 21.4.4",
        { CAUSE_CREDENTIALS_REJECTED_403, CAUSE_FORBIDDEN_NO_CHALLENGE, CAUSE_FORBIDDEN_WITH_PREEMPTIVE_CREDS, CAUSE_NONE } },
    [CAUSE_FORBIDDEN_REASON_HEADER] = {
        "forbidden_reason_header", "far end refused", "The Reason header names why; the refusal comes from the called side or its network, not from authentication",
        SEVERITY_NOTE, GROUP_RESPONSE_CODE, 56, false, false,
        "Cause and text of the Reason header (Q.850: 21 call rejected, 50 not subscribed, 52 outgoing barred, 55 incoming barred, 57 not authorized).",
        "Ask whoever runs the called side or the trunk; the password is not the cause.",
        "RFC 3326 section 2; RFC 3398 section 7.2.4.1",
        { CAUSE_CREDENTIALS_REJECTED_403, CAUSE_FORBIDDEN_NO_CHALLENGE, CAUSE_FORBIDDEN_WITH_PREEMPTIVE_CREDS, CAUSE_NONE } },
    [CAUSE_NO_REQUEST_IN_CAPTURE] = {
        "no_request_in_capture", "request not captured", "The request it answers is not in the capture, so what was sent is unknown",
        SEVERITY_NOTE, GROUP_ASSUMPTION, 90, false, false,
        "Did the capture start late, or see one direction only?",
        "Start the capture before the client sends, and capture both directions.",
        "RFC 3261 section 17.1",
        { CAUSE_NONE } },
    [CAUSE_UNDETERMINED] = {
        "undetermined", "undetermined", "What the capture holds does not decide the cause",
        SEVERITY_NOTE, GROUP_ASSUMPTION, 99, false, false,
        "The server's log for this request.",
        "Capture longer, and both directions, close to the client.",
        "RFC 3261 sections 21.4.2, 21.4.4 and 21.4.8",
        { CAUSE_NONE } },
};

const cause_row_t *cause_row(cause_t cause)
{
    return &rows[cause];
}

bool cause_excludes(cause_t cause, cause_t other)
{
    for (size_t i = 0; i < CAUSE_MAX_EXCLUDES && rows[cause].excludes[i] != CAUSE_NONE; i++) {
        if (rows[cause].excludes[i] == other) {
            return true;
        }
    }
    return false;
}

const char *confidence_name(confidence_t confidence)
{
    static const char *const names[] = {
        [CONFIDENCE_POSSIBLE] = "possible",
        [CONFIDENCE_LIKELY] = "likely",
        [CONFIDENCE_CERTAIN] = "certain",
    };

    return names[confidence];
}
