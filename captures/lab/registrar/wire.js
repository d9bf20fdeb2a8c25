// SPDX-License-Identifier: GPL-2.0-or-later
// Other legal spellings of the same message, applied to each datagram on its way out.
const dgram = require('dgram');

const compact = { Via: 'v', From: 'f', To: 't', 'Call-ID': 'i', Contact: 'm', 'Content-Length': 'l' };
const shapes = {
    compact: text => text.replace(/^([A-Za-z-]+): /gm,
        (all, name) => compact[name] ? compact[name] + ': ' : all),
    folded: text => text.replace(/^((?:WWW|Proxy)-Auth\w+|Authorization): .*$/gm,
        line => line.replace(/,(?=\w+=)/g, ',\r\n\t')),
};

exports.shape = (...names) => {
    const { createSocket } = dgram;
    dgram.createSocket = (...args) => {
        const socket = createSocket(...args);
        const { send } = socket;
        socket.send = (data, ...rest) => {
            const text = names.reduce((t, name) => shapes[name](t), data.toString('latin1'));
            const bytes = Buffer.from(text, 'latin1');
            if (rest.length > 3) rest.splice(0, 2, 0, bytes.length);
            return send.call(socket, bytes, ...rest);
        };
        return socket;
    };
};
