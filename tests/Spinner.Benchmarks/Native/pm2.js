// Drives pm2 through its programmatic API, with a daemon of its own.
const pm2 = require('pm2');

const verbs = {
    start: (q, done) => pm2.start(
        { name: q.name, script: q.command, args: q.args, interpreter: 'none', env: { PORT: q.endpoint }, out_file: '/dev/null', error_file: '/dev/null' }, done),
    stop: (q, done) => pm2.stop(q.name, done),
    remove: (q, done) => pm2.delete(q.name, done),
};

pm2.connect(error => {
    if (error) throw error;
    require('readline').createInterface({ input: process.stdin })
        .on('line', line => {
            const q = JSON.parse(line);
            verbs[q.what](q, error => console.log(JSON.stringify({ id: q.id, ...(error && { error: String(error.message || error) }) })));
        })
        .on('close', () => pm2.killDaemon(() => process.exit(0)));
});
