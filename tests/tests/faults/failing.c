// A disk that fails when it is told to: loaded before a program's libraries (LD_PRELOAD), it stands before the calls
// with which files are written, and lets some of them fail. C, for only that can take the place of a C function.
//
// FAILING_BELOW names the folder whose files are on that disk; FAILING_CONTROL a file of 64-bit words that both sides
// map or read, in the order of `struct control`. Whoever tests writes there what is to fail, and reads what has.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, TRUNCATE = 4 };
enum { ERROR = 0, TORN = 1, VANISH = 2 };

struct control {
    int64_t calls;     // which may fail: the sum of the above
    int64_t pass;      // how many of them are let through before
    int64_t fail;      // how many fail then
    int64_t how;       // ERROR; TORN: the first of them writes the half and says so, before the next fails;
                       // VANISH: they go through, and the folder is moved away, to its own name with ".gone"
    int64_t error;     // the errno they fail with
    int64_t failed;    // how many have failed so
    int64_t seen;      // how many there were of any kind
    int64_t unsynced;  // writes to the write-ahead log after the last time it was synced
};

static struct control *control;
static const char *below;

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("FAILING_CONTROL");
    below = getenv("FAILING_BELOW");
    if (path == NULL || below == NULL) return;
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) abort();
    void *map = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map == MAP_FAILED) abort();
    close(file);
    control = map;
}

static int is_below(const char *path) {
    return control != NULL && strncmp(path, below, strlen(below)) == 0;
}

static int name(int file, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

static int is_log(const char *path) {
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, "-wal") == 0;
}

// What is to become of a call: 0 it goes through, 1 it fails, 2 it is torn.
static int judge(int call, const char *path) {
    if (!is_below(path)) return 0;
    __atomic_add_fetch(&control->seen, 1, __ATOMIC_SEQ_CST);
    if ((control->calls & call) == 0 || control->fail <= 0) return 0;
    if (__atomic_fetch_sub(&control->pass, 1, __ATOMIC_SEQ_CST) > 0) return 0;
    __atomic_sub_fetch(&control->fail, 1, __ATOMIC_SEQ_CST);
    __atomic_add_fetch(&control->failed, 1, __ATOMIC_SEQ_CST);
    if (control->how == VANISH) {
        char gone[4096];
        snprintf(gone, sizeof gone, "%s.gone", below);
        rename(below, gone);
        return 0;
    }
    if (call == WRITE && control->how == TORN) {
        control->how = ERROR;
        return 2;
    }
    errno = (int)control->error;
    return 1;
}

static int judge_file(int call, int file) {
    char path[4096];
    if (control == NULL || !name(file, path, sizeof path)) return 0;
    int verdict = judge(call, path);
    if (verdict != 1 && is_below(path) && is_log(path)) {
        if (call == WRITE) __atomic_add_fetch(&control->unsynced, 1, __ATOMIC_SEQ_CST);
        if (call == SYNC) __atomic_store_n(&control->unsynced, 0, __ATOMIC_SEQ_CST);
    }
    return verdict;
}

#define REAL(type, function) \
    static type real; \
    if (real == NULL) real = (type)dlsym(RTLD_NEXT, function)

typedef ssize_t (*write_call)(int, const void *, size_t);
typedef ssize_t (*pwrite_call)(int, const void *, size_t, off_t);
typedef ssize_t (*writev_call)(int, const struct iovec *, int);
typedef ssize_t (*pwritev_call)(int, const struct iovec *, int, off_t);
typedef int (*sync_call)(int);
typedef int (*truncate_call)(int, off_t);

static size_t some(int verdict, size_t count) { return verdict == 2 && count > 1 ? count / 2 : count; }

ssize_t write(int file, const void *bytes, size_t count) {
    REAL(write_call, "write");
    int verdict = judge_file(WRITE, file);
    return verdict == 1 ? -1 : real(file, bytes, some(verdict, count));
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    REAL(pwrite_call, "pwrite");
    int verdict = judge_file(WRITE, file);
    return verdict == 1 ? -1 : real(file, bytes, some(verdict, count), at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off_t at) { return pwrite(file, bytes, count, at); }

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(writev_call, "writev");
    return judge_file(WRITE, file) == 1 ? -1 : real(file, parts, count);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) {
    REAL(pwritev_call, "pwritev");
    return judge_file(WRITE, file) == 1 ? -1 : real(file, parts, count, at);
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off_t at) { return pwritev(file, parts, count, at); }

int fsync(int file) {
    REAL(sync_call, "fsync");
    return judge_file(SYNC, file) == 1 ? -1 : real(file);
}

int fdatasync(int file) {
    REAL(sync_call, "fdatasync");
    return judge_file(SYNC, file) == 1 ? -1 : real(file);
}

int ftruncate(int file, off_t length) {
    REAL(truncate_call, "ftruncate");
    return judge_file(TRUNCATE, file) == 1 ? -1 : real(file, length);
}

int ftruncate64(int file, off_t length) { return ftruncate(file, length); }
