using Akka.Event;
using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Hostile;

// What the program hands in.
public sealed partial class HostileEmbedderSpec
{
    /// <summary>Fails on TCP, does its work on unix sockets.</summary>
    private sealed class Source(string how) : IEndpointSource
    {
        private int _granted;
        private int _released;

        public ManualResetEventSlim Blocked { get; } = new();
        public Action? OnRelease { get; init; }
        public int Granted => _granted;
        public int Released => _released;

        public ChildEndpoint Grant(EndpointSpec spec)
        {
            var count = Interlocked.Increment(ref _granted);
            if (spec != EndpointSpec.Tcp) return new UnixEndpoint($"/hostile/{count}");
            switch (how)
            {
                case "throws": throw new InvalidOperationException("a bug");
                case "null": return null!;
                case "localhost": return new TcpEndpoint("localhost", 8080);
                case "port 0": return new TcpEndpoint("127.0.0.1", 0);
                case "twice": return new TcpEndpoint("127.0.0.1", 8080);
                default: Blocked.Wait(); return new TcpEndpoint("127.0.0.1", 8080);
            }
        }

        public void Release(ChildEndpoint endpoint)
        {
            Interlocked.Increment(ref _released);
            OnRelease?.Invoke();
        }
    }

    /// <summary>Fails on the bad child.</summary>
    private sealed class Launcher(string how) : IProcessLauncher
    {
        private readonly FakeLauncher _good = FakeLauncher.Obedient();

        public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
        {
            if (plan.Name != "bad") return _good.Launch(plan, observer);
            switch (how)
            {
                case "throws": throw new InvalidOperationException("a bug");
                case "null": return null!;
                default:
                    observer.Ready(null!);
                    return new Throwing();
            }
        }

        PathWatcher IProcessLauncher.WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) => throw new IOException("no inotify");
    }

    private sealed class BlockingLauncher : IProcessLauncher, IDisposable
    {
        private readonly ManualResetEventSlim _blocked = new();

        public FakeLauncher Good { get; } = FakeLauncher.Obedient();
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
        {
            if (plan.Name == "bad")
            {
                Entered.TrySetResult();
                _blocked.Wait();
            }
            return Good.Launch(plan, observer);
        }

        public void Unblock() => _blocked.Set();

        public void Dispose() => _blocked.Set();
    }

    private sealed class Throwing : ILaunch
    {
        public int Pid => throw new InvalidOperationException("pid");
        public IReadOnlyList<string> ErrorTail => null!;
        public string? StatusText => throw new InvalidOperationException("status");
        public IReadOnlyList<int> LivingPids => null!;
        public void Terminate(StopSignal signal) => throw new InvalidOperationException("terminate");
        public void Kill() => throw new InvalidOperationException("kill");
        public bool? IsListening() => throw new InvalidOperationException("listening");
        public void Dispose() => throw new InvalidOperationException("dispose");
    }

    private sealed class Logger(Action log) : ILoggingAdapter
    {
        private volatile bool _asked;

        public bool Asked => _asked;
        public ILogMessageFormatter Formatter => null!;
        public bool IsDebugEnabled => throw new InvalidOperationException();
        public bool IsInfoEnabled => throw new InvalidOperationException();
        public bool IsWarningEnabled => throw new InvalidOperationException();
        public bool IsErrorEnabled => throw new InvalidOperationException();
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => Log();
        public void Log(LogLevel logLevel, Exception? cause, string format) => Log();

        private void Log()
        {
            _asked = true;
            log();
        }
    }
}
