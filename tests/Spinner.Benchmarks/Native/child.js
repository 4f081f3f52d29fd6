// A web server in node; node-spinner hands the endpoint over in lower case only.
require('http').createServer((request, response) => response.end('hello, world')).listen(process.env.PORT || process.env.port);
