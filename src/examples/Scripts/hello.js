require('http').createServer((request, response) => {
  console.log(`[hello.js] ${request.method} ${request.url}`);
  response.end('hello from node');
}).listen(process.env.PORT);
