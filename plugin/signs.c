/* signs.c
 * What travels between two hosts and is not a readable SIP message, yet may hide one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "signs.h"

#include "security_agreement.h"

#define PORTS 65536

struct signs {
    wmem_allocator_t *scope;
    objects_t *objects;
    sightings_t *sightings;
    uint8_t *ports;             /* a bit each: announced by a Security-Server; NULL while none is */
};

signs_t *signs_new(wmem_allocator_t *scope, objects_t *objects, sightings_t *sightings)
{
    signs_t *signs = wmem_new0(scope, signs_t);

    signs->scope = scope;
    signs->objects = objects;
    signs->sightings = sightings;
    return signs;
}

static void announce_ports(signs_t *signs, const char *security_server)
{
    static const security_param_t params[] = { SECURITY_PARAM_PORT_S, SECURITY_PARAM_PORT_C };
    span_t rest = { security_server, strlen(security_server) };
    security_mechanism_t mechanism;
    uint32_t port;

    if (!signs->ports) {
        signs->ports = (uint8_t *)wmem_alloc0(signs->scope, PORTS / 8);
    }
    while (security_next(&rest, &mechanism)) {
        for (size_t i = 0; i < G_N_ELEMENTS(params); i++) {
            if (security_number(mechanism.param[params[i]], &port) && port < PORTS) {
                signs->ports[port / 8] |= (uint8_t)(1 << port % 8);
            }
        }
    }
}

bool signs_port_announced(const signs_t *signs, uint16_t port)
{
    return signs->ports && (signs->ports[port / 8] >> port % 8 & 1) != 0;
}

static const sign_set_t *new_set(signs_t *signs, link_t *link, bool agreement)
{
    sign_set_t *set = (sign_set_t *)objects_add(signs->objects, sizeof *set);

    for (unsigned kind = 0; kind < (agreement ? SIGN_COUNT : SIGN_OF_AGREEMENT); kind++) {
        if (!link->awaited[kind]) {
            link->awaited[kind] = wmem_new0(signs->scope, sign_t);
        }
        set->of[kind] = link->awaited[kind];
    }
    return set;
}

/* Those of an agreement as they are, the others as they are handed out now. */
static const sign_set_t *with_agreement_of(signs_t *signs, const sign_set_t *now, const sign_set_t *before)
{
    sign_set_t *set = (sign_set_t *)objects_add(signs->objects, sizeof *set);

    memcpy(set->of, before->of, sizeof set->of);
    memcpy(set->of, now->of, SIGN_OF_AGREEMENT * sizeof *set->of);
    return set;
}

const sign_set_t *signs_await(signs_t *signs, link_t *link, const char *security_server, const sign_set_t *before)
{
    bool agreement = security_server != NULL;

    if (agreement) {
        announce_ports(signs, security_server);
    }
    if (!link->set[agreement]) {
        link->set[agreement] = new_set(signs, link, agreement);
    }
    return before && !agreement && before->of[SIGN_OF_AGREEMENT]
        ? with_agreement_of(signs, link->set[agreement], before) : link->set[agreement];
}

bool signs_awaited(const link_t *link, sign_kind_t kind)
{
    return link && (link->awaited[kind] || link->latest[kind]);
}

static void add_detail(signs_t *signs, sign_t *sign, uint32_t value, sighting_t at)
{
    for (unsigned i = 0; i < sign->details; i++) {
        if (sign->detail[i].value == value) {
            sign->detail[i].count++;
            return;
        }
    }
    if (sign->details == SIGN_MAX_DETAILS) {
        sign->more_details = true;
        return;
    }
    if (!sign->detail) {
        sign->detail = wmem_alloc0_array(signs->scope, sign_detail_t, SIGN_MAX_DETAILS);
    }
    sign_detail_t *detail = &sign->detail[sign->details++];
    detail->value = value;
    detail->count = 1;
    sightings_place(signs->sightings, &detail->first, at);
}

void signs_take(signs_t *signs, link_t *link, sign_kind_t kind, sighting_t at, uint32_t length, uint32_t detail)
{
    sign_t *sign = link ? link->awaited[kind] : NULL;

    if (sign) {
        sightings_place(signs->sightings, &sign->at, at);
        sign->length = length;
        link->latest[kind] = sign;
        link->awaited[kind] = NULL;
        link->set[0] = link->set[1] = NULL;
    }
    sign = link ? link->latest[kind] : NULL;
    if (!sign) {
        return;
    }
    sign->count++;
    sightings_place(signs->sightings, &sign->last, at);
    if (detail) {
        add_detail(signs, sign, detail, at);
    }
}
