/*
 * A power cut for one process. Loaded with LD_PRELOAD, it remembers for every file under POWER_CUT_DIR what was there
 * before each write that no fsync of that file has followed. A line "cut <seed> <percent> <writes>" on the descriptor
 * POWER_CUT_FD waits for that many more writes (0: none), then takes back what is not on the disk, keeping each 512-byte
 * piece with the given chance (a real disk may have written any of them), says on the same descriptor what it did, and
 * ends the process. Shared-memory files are left alone: SQLite builds them anew. The line "full" fills the disk: writes
 * fail with ENOSPC until the line "space".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_FDS 65536
#define SECTOR 512

/* One open file, for life: `own` is a descriptor that is never closed, because closing it would drop SQLite's locks. */
struct file {
  dev_t dev;
  ino_t ino;
  int own;
};

/* A write (`fresh` set) or a change of length, not yet on the disk. */
struct change {
  int file;
  off_t at, before, after;
  size_t length, kept;
  char *old, *fresh;
};

static int (*real_open)(const char *, int, ...);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_close)(int);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096];
static size_t folder_length;
static struct file files[1024];
static int file_count;
static int file_of[MOST_FDS]; /* index + 1; 0: not ours */
static struct change *changes;
static size_t change_count, change_room;
static unsigned long syncs;
static struct {
  int control;
  uint32_t seed;
  unsigned percent, writes;
} ordered;

static int full;

static void cut(void);

static void fail(const char *why) {
  fprintf(stderr, "power-cut: %s\n", why);
  _exit(99);
}

static void *find(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) fail(name);
  return found;
}

static off_t size_of(int fd) {
  struct stat st;
  return fstat(fd, &st) == 0 ? st.st_size : 0;
}

static char *copy_of(int fd, off_t at, size_t length, size_t *got) {
  char *bytes = malloc(length ? length : 1);
  if (!bytes) fail("no memory");
  *got = 0;
  while (*got < length) {
    ssize_t n = pread(fd, bytes + *got, length - *got, at + (off_t)*got);
    if (n <= 0) break;
    *got += (size_t)n;
  }
  return bytes;
}

static struct change *remember(int file, off_t at, size_t length) {
  if (change_count == change_room) {
    change_room = change_room ? change_room * 2 : 256;
    changes = realloc(changes, change_room * sizeof *changes);
    if (!changes) fail("no memory");
  }
  struct change *c = &changes[change_count++];
  memset(c, 0, sizeof *c);
  c->file = file;
  c->at = at;
  c->length = length;
  c->before = size_of(files[file].own);
  c->old = copy_of(files[file].own, at, length, &c->kept);
  return c;
}

static void on_disk(int file) {
  size_t left = 0;
  for (size_t i = 0; i < change_count; i++) {
    if (changes[i].file == file) {
      free(changes[i].old);
      free(changes[i].fresh);
    } else changes[left++] = changes[i];
  }
  change_count = left;
  syncs++;
}

static void cut_length(int file, off_t length) {
  off_t before = size_of(files[file].own);
  if (length == before) return;
  struct change *c = remember(file, length, length < before ? (size_t)(before - length) : 0);
  c->after = length;
}

static int tracked(int fd) { return fd >= 0 && fd < MOST_FDS ? file_of[fd] - 1 : -1; }

static int track(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= MOST_FDS) return fd;
  file_of[fd] = 0;
  size_t n = strlen(path);
  if ((flags & O_ACCMODE) == O_RDONLY || strncmp(path, folder, folder_length) != 0) return fd;
  if (n > 4 && strcmp(path + n - 4, "-shm") == 0) return fd;
  struct stat st;
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) return fd;
  for (int i = 0; i < file_count; i++)
    if (files[i].dev == st.st_dev && files[i].ino == st.st_ino) {
      file_of[fd] = i + 1;
      return fd;
    }
  if (file_count == 1024) fail("too many files");
  int own = real_open(path, O_RDWR | O_CLOEXEC);
  if (own < 0) fail("a file could not be followed");
  files[file_count] = (struct file){st.st_dev, st.st_ino, own};
  file_of[fd] = ++file_count;
  return fd;
}

static int opened(const char *path, int flags, mode_t mode) {
  if (strncmp(path, folder, folder_length) != 0) return track(real_open(path, flags, mode), path, flags);
  /* Emptying a file is a change like any other: it is done by hand, so that it can be taken back. */
  int fd = track(real_open(path, flags & ~O_TRUNC, mode), path, flags);
  if (fd >= 0 && flags & O_TRUNC) {
    if (tracked(fd) >= 0) cut_length(tracked(fd), 0);
    real_ftruncate(fd, 0);
  }
  return fd;
}

#define OPEN(name)                                  \
  int name(const char *path, int flags, ...) {      \
    va_list rest;                                   \
    va_start(rest, flags);                          \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                   \
    pthread_mutex_lock(&lock);                      \
    int fd = opened(path, flags, mode);             \
    pthread_mutex_unlock(&lock);                    \
    return fd;                                      \
  }
OPEN(open)
OPEN(open64)

static ssize_t written(int fd, const void *bytes, size_t length, off_t at, int positioned) {
  pthread_mutex_lock(&lock);
  int file = tracked(fd);
  if (file >= 0 && full) {
    pthread_mutex_unlock(&lock);
    errno = ENOSPC;
    return -1;
  }
  if (file >= 0) {
    if (!positioned) at = fcntl(fd, F_GETFL) & O_APPEND ? size_of(fd) : lseek(fd, 0, SEEK_CUR);
    struct change *c = remember(file, at, length);
    c->fresh = malloc(length ? length : 1);
    if (!c->fresh) fail("no memory");
    memcpy(c->fresh, bytes, length);
  }
  /* Nobody waits for a pipe or a socket while holding the lock. */
  if (file < 0) pthread_mutex_unlock(&lock);
  ssize_t done = positioned ? real_pwrite(fd, bytes, length, at) : real_write(fd, bytes, length);
  if (file >= 0 && ordered.writes > 0 && --ordered.writes == 0) cut();
  if (file >= 0) pthread_mutex_unlock(&lock);
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return written(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return written(fd, bytes, length, at, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return written(fd, bytes, length, at, 1); }

int ftruncate(int fd, off_t length) {
  pthread_mutex_lock(&lock);
  int file = tracked(fd);
  if (file >= 0) cut_length(file, length);
  int done = real_ftruncate(fd, length);
  pthread_mutex_unlock(&lock);
  return done;
}
int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int synced(int fd, int (*real)(int)) {
  pthread_mutex_lock(&lock);
  int file = tracked(fd);
  int done = real(fd);
  if (file >= 0 && done == 0) on_disk(file);
  pthread_mutex_unlock(&lock);
  return done;
}
int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int close(int fd) {
  pthread_mutex_lock(&lock);
  if (fd >= 0 && fd < MOST_FDS) file_of[fd] = 0;
  int done = real_close(fd);
  pthread_mutex_unlock(&lock);
  return done;
}

static uint32_t dice(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

static void take_back(const struct change *c) {
  int fd = files[c->file].own;
  if (c->fresh) {
    real_pwrite(fd, c->old, c->kept, c->at);
    real_ftruncate(fd, c->before);
  } else {
    real_ftruncate(fd, c->before);
    real_pwrite(fd, c->old, c->kept, c->at);
  }
}

/* @returns how many pieces did not come back. */
static unsigned long some_again(const struct change *c, uint32_t *state, unsigned percent) {
  int fd = files[c->file].own;
  unsigned long gone = 0;
  if (!c->fresh) {
    if (dice(state) % 100 < percent) real_ftruncate(fd, c->after);
    else gone++;
    return gone;
  }
  for (off_t at = c->at, end = c->at + (off_t)c->length; at < end;) {
    off_t next = (at / SECTOR + 1) * SECTOR;
    if (next > end) next = end;
    if (dice(state) % 100 < percent) real_pwrite(fd, c->fresh + (at - c->at), (size_t)(next - at), at);
    else gone++;
    at = next;
  }
  return gone;
}

/* Called with the lock held: nothing is written or synced any more. */
static void cut(void) {
  uint32_t state = ordered.seed ? ordered.seed : 1;
  unsigned long gone = 0;
  for (size_t i = change_count; i-- > 0;) take_back(&changes[i]);
  for (size_t i = 0; i < change_count; i++) gone += some_again(&changes[i], &state, ordered.percent);
  char line[128];
  int n = snprintf(line, sizeof line, "cut unsynced=%zu gone=%lu syncs=%lu\n", change_count, gone, syncs);
  real_write(ordered.control, line, (size_t)n);
  _exit(137);
}

static void *wait_for_cut(void *control) {
  int fd = (int)(intptr_t)control;
  char line[64];
  size_t n = 0;
  for (;;) {
    ssize_t got = read(fd, line + n, 1);
    if (got <= 0) return NULL;
    if (line[n] != '\n' && n < sizeof line - 2) {
      n++;
      continue;
    }
    line[n] = 0;
    pthread_mutex_lock(&lock);
    ordered.control = fd;
    if (strcmp(line, "full") == 0) full = 1;
    if (strcmp(line, "space") == 0) full = 0;
    if (sscanf(line, "cut %u %u %u", &ordered.seed, &ordered.percent, &ordered.writes) == 3 && ordered.writes == 0) cut();
    pthread_mutex_unlock(&lock);
    n = 0;
  }
}

__attribute__((constructor)) static void start(void) {
  real_open = find("open64");
  real_write = find("write");
  real_pwrite = find("pwrite64");
  real_ftruncate = find("ftruncate64");
  real_fsync = find("fsync");
  real_fdatasync = find("fdatasync");
  real_close = find("close");
  const char *where = getenv("POWER_CUT_DIR"), *control = getenv("POWER_CUT_FD");
  if (!where || !control || strlen(where) > sizeof folder - 2) fail("POWER_CUT_DIR and POWER_CUT_FD are needed");
  folder_length = (size_t)snprintf(folder, sizeof folder, "%s/", where);
  /* Only this process loses its power, not what it starts. */
  unsetenv("LD_PRELOAD");
  pthread_t thread;
  if (pthread_create(&thread, NULL, wait_for_cut, (void *)(intptr_t)atoi(control)) != 0) fail("no thread");
  pthread_detach(thread);
}
