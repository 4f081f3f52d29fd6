// Drives npm's spinner. Its fsmjs asks for an alias that node has removed; nothing else is changed.
process.EventEmitter = require('events').EventEmitter;
const spinner = require('spinner').createSpinner();

const verbs = {
    start: (q, done) => spinner.start({ name: q.name, command: q.command, args: q.args, timeout: 30, idleTime: -1 }, (error, endpoint) => done(error, { endpoint })),
    stop: (q, done) => spinner.stop(q.name, done),
    remove: (q, done) => spinner.stop(q.name, done),
};

require('readline').createInterface({ input: process.stdin })
    .on('line', line => {
        const q = JSON.parse(line);
        verbs[q.what](q, (error, answer) => console.log(JSON.stringify({ id: q.id, ...answer, ...(error && { error: String(error) }) })));
    })
    .on('close', () => spinner.stopall(() => process.exit(0)));
