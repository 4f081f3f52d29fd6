// What no supervisor can beat: posix_spawn and a connect every 0.2 ms. One command per line of stdin, nanoseconds on stdout:
//   cold PORT            spawn to the first connection
//   crash PORT1 PORT2    SIGKILL of the first to a connection to the second, waitpid and spawn between
//   fleet PREFIX N       N children on PREFIX<i>: spawn all and connect to all; kill all and reap all
//   node PORT            as cold, with the program and script of the second and third argument
//   cat PORT BYTES       CPU time of a cat that reads what a child floods it with
// and what it sees of other supervisors' children:
//   await PORT           the time of CLOCK_MONOTONIC at which somebody answers
//   other PORT PID       the time at which the pid that answers is another one
//   pid PORT             the pid that answers
//   refused PORT         the time at which nobody answers
// Nothing is awaited longer than a minute: then the answer is -1.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char *child[2], *node[3];

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static pid_t start(char **arguments, const char *port) {
    pid_t pid;
    setenv("PORT", port, 1);
    int error = posix_spawn(&pid, arguments[0], 0, 0, arguments, environ);
    if (error) { fprintf(stderr, "posix_spawn: %s\n", strerror(error)); exit(1); }
    return pid;
}

static int connected(const char *port) {
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
    if (yes) return s;
    close(s);
    return -1;
}

static int answers(const char *port) {
    int s = connected(port);
    if (s >= 0) close(s);
    return s >= 0;
}

static int pid_of(const char *port) {
    char answer[16] = "";
    int s = connected(port);
    if (s < 0) return 0;
    if (send(s, "?", 1, MSG_NOSIGNAL) < 0 || read(s, answer, sizeof answer - 1) < 0) answer[0] = 0;
    close(s);
    return atoi(answer);
}

static int nap(long long until) {
    struct timespec pause = {0, 200000};
    nanosleep(&pause, 0);
    return now() < until;
}

static long long later(void) { return now() + 60000000000LL; }

static int await(const char *port) {
    long long until = later();
    while (!answers(port)) if (!nap(until)) return 0;
    return 1;
}

static void end(pid_t pid) {
    kill(pid, SIGKILL);
    waitpid(pid, 0, 0);
}

static void fleet(const char *prefix, int count) {
    pid_t *pids = malloc(count * sizeof *pids);
    char port[256];
    long long from = now();
    for (int i = 0; i < count; i++) { snprintf(port, sizeof port, "%s%d", prefix, i); pids[i] = start(child, port); }
    for (int i = 0; i < count; i++) { snprintf(port, sizeof port, "%s%d", prefix, i); await(port); }
    long long started = now();
    for (int i = 0; i < count; i++) kill(pids[i], SIGTERM);
    for (int i = 0; i < count; i++) waitpid(pids[i], 0, 0);
    printf("%lld %lld\n", started - from, now() - started);
    for (int i = 0; i < count; i++) { snprintf(port, sizeof port, "%s%d", prefix, i); unlink(port); }
    free(pids);
}

static void cold(char **arguments, const char *port) {
    long long from = now();
    pid_t pid = start(arguments, port);
    await(port);
    printf("%lld\n", now() - from);
    end(pid);
}

static void crash(const char *first, const char *second) {
    pid_t pid = start(child, first);
    await(first);
    long long from = now();
    end(pid);
    pid = start(child, second);
    await(second);
    printf("%lld\n", now() - from);
    end(pid);
}

static long long nanoseconds(struct timeval t) { return t.tv_sec * 1000000000LL + t.tv_usec * 1000LL; }

static void cat(const char *port, char *bytes) {
    int pipes[2];
    char *reader[] = {"/bin/cat", 0}, *writer[] = {child[0], "flood", bytes, 0};
    posix_spawn_file_actions_t in, out;
    pid_t pid;
    struct rusage used;
    if (pipe(pipes)) { puts("-1"); return; }
    posix_spawn_file_actions_init(&in);
    posix_spawn_file_actions_adddup2(&in, pipes[0], 0);
    posix_spawn_file_actions_addclose(&in, pipes[1]);
    posix_spawn_file_actions_addopen(&in, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_init(&out);
    posix_spawn_file_actions_adddup2(&out, pipes[1], 1);
    int error = posix_spawn(&pid, reader[0], &in, 0, reader, environ);
    if (error) { fprintf(stderr, "posix_spawn: %s\n", strerror(error)); exit(1); }
    setenv("PORT", port, 1);
    pid_t writing;
    error = posix_spawn(&writing, writer[0], &out, 0, writer, environ);
    if (error) { fprintf(stderr, "posix_spawn: %s\n", strerror(error)); exit(1); }
    close(pipes[0]);
    close(pipes[1]);
    long long until = later();
    while (!pid_of(port)) if (!nap(until)) break; // it answers when it has written everything
    end(writing);
    wait4(pid, 0, 0, &used);
    printf("%lld\n", nanoseconds(used.ru_utime) + nanoseconds(used.ru_stime));
}

static void other(const char *port, int pid) {
    long long until = later();
    for (int seen = pid; seen == pid || !seen; seen = pid_of(port)) if (!nap(until)) { puts("-1"); return; }
    printf("%lld\n", now());
}

static void refused(const char *port) {
    long long until = later();
    while (answers(port)) if (!nap(until)) { puts("-1"); return; }
    printf("%lld\n", now());
}

int main(int argc, char **argv) {
    char line[512], what[16], a[200], b[200];
    if (argc < 2) return 64;
    child[0] = argv[1];
    if (argc > 3) { node[0] = argv[2]; node[1] = argv[3]; }
    while (fgets(line, sizeof line, stdin)) {
        int words = sscanf(line, "%15s %199s %199s", what, a, b);
        if (words == 2 && !strcmp(what, "cold")) cold(child, a);
        else if (words == 2 && !strcmp(what, "node")) cold(node, a);
        else if (words == 3 && !strcmp(what, "crash")) crash(a, b);
        else if (words == 3 && !strcmp(what, "fleet")) fleet(a, atoi(b));
        else if (words == 3 && !strcmp(what, "cat")) cat(a, b);
        else if (words == 2 && !strcmp(what, "await")) printf("%lld\n", await(a) ? now() : -1);
        else if (words == 3 && !strcmp(what, "other")) other(a, atoi(b));
        else if (words == 2 && !strcmp(what, "pid")) printf("%d\n", pid_of(a));
        else if (words == 2 && !strcmp(what, "refused")) refused(a);
        else { fprintf(stderr, "floor: %s", line); return 64; }
        fflush(stdout);
    }
    return 0;
}
