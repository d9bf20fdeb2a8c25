// SPDX-License-Identifier: GPL-2.0-or-later
// Register over a WebSocket with JsSIP or SIP.js.
// usage: node websocket.js jssip|sipjs PASSWORD ws://HOST:PORT [alive: JsSIP sends OPTIONS afterwards]
globalThis.WebSocket = require('ws');
const [library, password, url, alive] = process.argv.slice(2);
const done = (text, seconds) => {
    console.log(text);
    setTimeout(() => process.exit(0), seconds * 1000);
};

if (library === 'jssip') {
    const JsSIP = require('jssip');
    const agent = new JsSIP.UA({
        sockets: [new JsSIP.WebSocketInterface(url)], uri: 'sip:alice@lab.test', password,
        register_expires: 300,
    });
    agent.on('registered', () => done('registered', 1));
    agent.on('registrationFailed', e => {
        if (alive) for (const s of [7, 20, 40]) setTimeout(() => agent.sendOptions('sip:lab.test'), s * 1000);
        done('failed: ' + e.cause, alive ? 42 : 8);
    });
    agent.start();
} else {
    const { UserAgent, Registerer, RegistererState } = require('sip.js');
    const agent = new UserAgent({
        uri: UserAgent.makeURI('sip:alice@lab.test'), transportOptions: { server: url },
        authorizationUsername: 'alice', authorizationPassword: password, logLevel: 'error',
        sessionDescriptionHandlerFactory: () => ({}),
    });
    agent.start().then(() => {
        const registerer = new Registerer(agent, { expires: 300 });
        registerer.stateChange.addListener(state => {
            if (state === RegistererState.Registered) done('registered', 1);
        });
        const onReject = r => done('failed: ' + r.message.statusCode, 8);
        registerer.register({ requestDelegate: { onReject } });
    });
}
setTimeout(() => process.exit(1), 60000);
