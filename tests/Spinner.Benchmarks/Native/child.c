// The smallest child that listens: on PORT, a number or a path. Who connects and says something is told its pid.
//   flood N    writes N bytes of lines to stdout before it accepts anybody
//   lines N    accepts nobody, but writes N lines to stdout every second
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static void flood(long long left) {
    static char lines[64000];
    memset(lines, 'x', sizeof lines);
    for (unsigned end = 99; end < sizeof lines; end += 100) lines[end] = '\n';
    while (left > 0) {
        ssize_t n = write(1, lines, left < (long long)sizeof lines ? (size_t)left : sizeof lines);
        if (n <= 0) exit(1);
        left -= n;
    }
}

static void lines(long per_second) {
    struct timespec pause = {0, 1000000000 / per_second};
    char line[80];
    memset(line, 'x', sizeof line);
    line[sizeof line - 1] = '\n';
    while (write(1, line, sizeof line) > 0) nanosleep(&pause, 0);
    exit(1);
}

int main(int argc, char **argv) {
    const char *port = getenv("PORT") ? getenv("PORT") : getenv("port"); // node-spinner's is in lower case
    int s;
    if (port[0] == '/') {
        struct sockaddr_un at = {.sun_family = AF_UNIX};
        strcpy(at.sun_path, port);
        unlink(port);
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
    if (argc == 3 && !strcmp(argv[1], "flood")) flood(atoll(argv[2]));
    if (argc == 3 && !strcmp(argv[1], "lines")) lines(atol(argv[2]));
    char me[16], question;
    int length = sprintf(me, "%d\n", getpid());
    for (;;) {
        int c = accept(s, 0, 0);
        if (c < 0) continue;
        if (read(c, &question, 1) == 1 && send(c, me, length, MSG_NOSIGNAL) < 0) return 1;
        close(c);
    }
}
