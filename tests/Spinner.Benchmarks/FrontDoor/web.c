// The smallest web server whose connections stay open: on PORT, a number or a path. One thread, one epoll; every request gets the same 64 bytes.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int listen_on(const char *port) {
    int s, on = 1;
    if (port[0] == '/') {
        struct sockaddr_un at = {.sun_family = AF_UNIX};
        strncpy(at.sun_path, port, sizeof at.sun_path - 1);
        s = socket(AF_UNIX, SOCK_STREAM, 0);
        if (bind(s, (struct sockaddr *)&at, sizeof at)) exit(1);
    } else {
        struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        s = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (bind(s, (struct sockaddr *)&at, sizeof at)) exit(1);
    }
    if (listen(s, 4096)) exit(1);
    return s;
}

// How many requests end in these bytes; no request of the benchmark has a body, and none is cut in two.
static int requests(const char *bytes, long length) {
    int count = 0;
    for (const char *at = bytes; (at = memmem(at, bytes + length - at, "\r\n\r\n", 4)); at += 4) count++;
    return count;
}

int main(void) {
    static char answer[256], bytes[65536];
    int length = sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 64\r\nX-Pid: %07d\r\n\r\n%064d", getpid(), 0);
    int s = listen_on(getenv("PORT")), e = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = s}, events[256];
    epoll_ctl(e, EPOLL_CTL_ADD, s, &event);
    for (;;) {
        int n = epoll_wait(e, events, 256, -1);
        for (int i = 0; i < n; i++) {
            int c = events[i].data.fd;
            if (c == s) {
                event.data.fd = accept(s, 0, 0);
                if (event.data.fd >= 0) epoll_ctl(e, EPOLL_CTL_ADD, event.data.fd, &event);
                continue;
            }
            long got = recv(c, bytes, sizeof bytes, MSG_DONTWAIT);
            if (got <= 0) { close(c); continue; }
            // The floor asks with one byte.
            for (int left = got == 1 ? 1 : requests(bytes, got); left > 0; left--)
                if (send(c, answer, length, MSG_NOSIGNAL) != length) { close(c); break; }
        }
    }
}
