/* protected.c
 * Traffic of a security agreement, which shows that a challenge was answered where it cannot be read.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "protected.h"

#define MUTATION_BASE 1700
#include "mutation.h"

const sign_detail_t *protected_spi(const sign_t *sign, const char *list)
{
    for (unsigned i = 0; sign && i < sign->details; i++) {
        if (security_announces_spi(list, sign->detail[i].value)) {
            return &sign->detail[i];
        }
    }
    return NULL;
}

const sign_detail_t *protected_port(const sign_t *sign, const char *list, security_param_t param)
{
    for (unsigned i = 0; sign && i < sign->details; i++) {
        if (security_names_port(list, param, sign->detail[i].value)) {
            return &sign->detail[i];
        }
    }
    return NULL;
}

/* A TCP connection to the protected server port that came about. */
static const sign_detail_t *connection(const exchange_t *exchange, const char *server)
{
    const sign_detail_t *syn = protected_port(exchange_sign_from_client(exchange, SIGN_TCP_SYN), server,
        SECURITY_PARAM_PORT_S);

    return syn && GUARD(sign_detail(exchange_sign_to_client(exchange, SIGN_TCP_SYN_ACK), syn->value) != NULL) ? syn
                                                                                                         : NULL;
}

static protected_t protected_by(const exchange_t *x, const attempt_t *challenged, const char *server)
{
    const sign_t *data = exchange_sign_from_client(x, SIGN_OTHER);
    const protected_t kinds[] = {
        { protected_spi(exchange_sign_from_client(x, SIGN_ESP), server),
            "ESP from the UE with an SPI of Security-Server," },
        { protected_spi(exchange_sign_to_client(x, SIGN_ESP), challenged->security_client),
            "ESP to the UE with an SPI of Security-Client," },
        { protected_port(data, server, SECURITY_PARAM_PORT_S), "data to the protected server port" },
        { protected_port(data, server, SECURITY_PARAM_PORT_C), "data to the protected client port" },
        { connection(x, server), "a TCP connection to the protected server port" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (kinds[i].signs) {
            return kinds[i];
        }
    }
    return (protected_t){ NULL, NULL };
}

protected_t protected_traffic(const exchange_t *exchange, const attempt_t *challenged)
{
    protected_t found = protected_by(exchange, challenged, challenged->security_server);

    for (const challenge_t *c = challenged->challenges; c && !found.signs; c = c->next) {
        if (c->security_server) {
            found = protected_by(exchange, challenged, c->security_server);
        }
    }
    return found;
}
