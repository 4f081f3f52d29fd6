// The smallest child that listens: on PORT, a number or a path. With "flood N" it writes N bytes of lines to stdout instead.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int flood(long long left) {
    static char lines[64000];
    memset(lines, 'x', sizeof lines);
    for (unsigned end = 99; end < sizeof lines; end += 100) lines[end] = '\n';
    while (left > 0) {
        ssize_t n = write(1, lines, left < (long long)sizeof lines ? (size_t)left : sizeof lines);
        if (n <= 0) return 1;
        left -= n;
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3) return flood(atoll(argv[2]));
    const char *port = getenv("PORT");
    int s;
    if (port[0] == '/') {
        struct sockaddr_un at = {.sun_family = AF_UNIX};
        strcpy(at.sun_path, port);
        s = socket(AF_UNIX, SOCK_STREAM, 0);
        if (bind(s, (struct sockaddr *)&at, sizeof at)) return 1;
    } else {
        struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        int on = 1;
        s = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (bind(s, (struct sockaddr *)&at, sizeof at)) return 1;
    }
    if (listen(s, 64)) return 1;
    for (;;) {
        int c = accept(s, 0, 0);
        if (c >= 0) close(c);
    }
}
