// What no supervisor can beat: posix_spawn and a connect every 0.2 ms. One command per line of stdin, nanoseconds on stdout:
//   cold PORT            spawn to the first connection
//   crash PORT1 PORT2    SIGKILL of the first to a connection to the second, waitpid and spawn between
//   fleet PREFIX N       N children on PREFIX<i>: spawn all and connect to all; kill all and reap all
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *child;

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static pid_t start(const char *port) {
    char variable[256];
    snprintf(variable, sizeof variable, "PORT=%s", port);
    char *arguments[] = {(char *)child, 0}, *environment[] = {variable, 0};
    pid_t pid;
    int error = posix_spawn(&pid, child, 0, 0, arguments, environment);
    if (error) { fprintf(stderr, "posix_spawn: %s\n", strerror(error)); exit(1); }
    return pid;
}

static int answers(const char *port) {
    int s, yes;
    if (port[0] == '/') {
        struct sockaddr_un at = {.sun_family = AF_UNIX};
        strcpy(at.sun_path, port);
        s = socket(AF_UNIX, SOCK_STREAM, 0);
        yes = !connect(s, (struct sockaddr *)&at, sizeof at);
    } else {
        struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        s = socket(AF_INET, SOCK_STREAM, 0);
        yes = !connect(s, (struct sockaddr *)&at, sizeof at);
    }
    close(s);
    return yes;
}

static void await(const char *port) {
    struct timespec pause = {0, 200000};
    while (!answers(port)) nanosleep(&pause, 0);
}

static void end(pid_t pid) {
    kill(pid, SIGKILL);
    waitpid(pid, 0, 0);
}

static void fleet(const char *prefix, int count) {
    pid_t *pids = malloc(count * sizeof *pids);
    char port[256];
    long long from = now();
    for (int i = 0; i < count; i++) { snprintf(port, sizeof port, "%s%d", prefix, i); pids[i] = start(port); }
    for (int i = 0; i < count; i++) { snprintf(port, sizeof port, "%s%d", prefix, i); await(port); }
    long long started = now();
    for (int i = 0; i < count; i++) kill(pids[i], SIGTERM);
    for (int i = 0; i < count; i++) waitpid(pids[i], 0, 0);
    printf("%lld %lld\n", started - from, now() - started);
    for (int i = 0; i < count; i++) { snprintf(port, sizeof port, "%s%d", prefix, i); unlink(port); }
    free(pids);
}

int main(int argc, char **argv) {
    char line[512], what[16], a[200], b[200];
    if (argc < 2) return 64;
    child = argv[1];
    while (fgets(line, sizeof line, stdin)) {
        int words = sscanf(line, "%15s %199s %199s", what, a, b);
        if (words >= 2 && !strcmp(what, "cold")) {
            long long from = now();
            pid_t pid = start(a);
            await(a);
            printf("%lld\n", now() - from);
            end(pid);
        } else if (words == 3 && !strcmp(what, "crash")) {
            pid_t pid = start(a);
            await(a);
            long long from = now();
            end(pid);
            pid = start(b);
            await(b);
            printf("%lld\n", now() - from);
            end(pid);
        } else if (words == 3 && !strcmp(what, "fleet")) {
            fleet(a, atoi(b));
        }
        fflush(stdout);
    }
    return 0;
}
