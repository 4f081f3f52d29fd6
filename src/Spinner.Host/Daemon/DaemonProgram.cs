using System.Net.Sockets;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Core;
using Serilog.Extensions.Logging;
using Spinner.Actors;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Control.Logs;
using Spinner.Control.Routes;
using Spinner.FrontDoor;
using Spinner.Host.Display;
using Spinner.Host.Reloading;
using Spinner.Host.Server;
using Spinner.Host.Settings;
using Spinner.Host.Sockets;

namespace Spinner.Host.Daemon;

/// <summary>The daemon, from its file to its last child.</summary>
static class DaemonProgram
{
    // What is written already goes to its reader within that.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>Runs until it is told to end.</summary>
    /// <returns>0 when all children were stopped.</returns>
    /// <exception cref="DaemonException">It cannot start.</exception>
    public static async Task<int> RunAsync(UpOptions up)
    {
        DescriptorCheck.Require();
        CompilerThread.Keep();
        // From here on a signal ends gently what has begun.
        using var signals = new ProcessSignals();
        // Whatever a disk or a name server holds up before there is a child.
        using var early = signals.Kill.UnsafeRegister(_ => Environment.Exit(1), null);
        // Before anybody asks what children inherit.
        await using var manager = ServiceManager.FromEnvironment(TimeProvider.System);
        ThreadReserve.Create();
        ProcessDirectory.Check();
        ChildrenFile file;
        try
        {
            file = DaemonFile.Read(up.File, signals.End);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }

        // Before the first socket. Nothing of the daemon blocks where a socket woke it.
        if (file.Door is not null) InlineCompletions.Use();
        var path = DaemonFile.SocketOf(up.Socket, file);
        var state = SocketPath.Full(file.Spinner.StateDirectory ?? StateHome.OfDaemons());
        using var socket = ControlSocket.Acquire(path, state, $"running {file.Source}");
        var hasTable = !up.Plain && !up.Background && !Console.IsOutputRedirected;
        var directory = SocketPath.Full(file.Host.LogDirectory ?? LogHome.Default(path));
        CreateLogDirectory(directory);
        await using var console = hasTable || up.Background ? null : DaemonConsole.Open();
        await using var ownLog = DaemonLog.Create(directory, console);
        var log = ownLog.Lines;
        // Akka's logger writes to no other.
        Log.Logger = log;
        using var factory = new SerilogLoggerFactory(log);
        var logs = new ChildLogs(
            directory, new LogSizes(file.Host.LogSize!.Value, file.Host.LogFiles!.Value), file.Host.LogGzip is true,
            console is null ? null : new ConsoleEcho(console, up.Raw).Of, factory.CreateLogger(nameof(ChildLogs)), TimeProvider.System);
        var declarations = new Declarations(file, logs);
        signals.OnReopen(() =>
        {
            logs.Reopen();
            ownLog.Reopen();
            OutputFiles.Reopen();
        });
        manager.LogTo(log);

        var system = ActorSystems.Create(file);
        try
        {
            await using var spinner = CreateSpinner(system, declarations);
            // The manager ends with its launches, and these kill what they own.
            using var onKill = signals.Kill.UnsafeRegister(_ => system.Stop(spinner.Manager), null);
            early.Dispose();
            return await RunAsync(new Running(up, path, hasTable, log, factory, logs, declarations, spinner, signals, manager), socket);
        }
        finally
        {
            await system.Terminate();
        }
    }

    private sealed record Running(
        UpOptions Up, string Socket, bool HasTable, Logger Log, SerilogLoggerFactory Factory, ChildLogs Logs, Declarations Declarations,
        LocalSpinner Spinner, ProcessSignals Signals, ServiceManager Manager);

    private static async Task<int> RunAsync(Running run, ControlSocket socket)
    {
        var signals = run.Signals;
        await using var door = await DaemonDoor.OpenAsync(run.Declarations, run.Spinner, run.Factory, run.Log);
        using var reloader = new Reloader(run.Up.File, run.Spinner, run.Declarations, run.Logs, door);
        await using var api = new DaemonApi(socket, run.Spinner, run.Declarations, reloader, door, run.Logs, run.Factory, TimeProvider.System);
        await ListenAsync(api, run);
        run.Log.Information("spinner {Version} on {Socket}, {Children} of {Source}", ProgramVersion.Text, run.Socket,
            Cells.Children(run.Declarations.File.Spinner.Children.Count), run.Declarations.File.Source);
        DescriptorCheck.WarnIfShort(run.Log, run.Declarations.File.Spinner.Children.Count);

        await using var upkeep = CreateMaintenance(socket, api, run.Log);
        var announced = EventLogger.RunAsync(run.Spinner, run.Log);
        using (var table = run.HasTable ? LiveTable.Show(run.Spinner, api.Usage, run.Socket, run.Log, TimeProvider.System) : null)
        {
            if (!signals.End.IsCancellationRequested) Begin(run, reloader);
            await UntilAsync(signals.End);
            run.Manager.Stopping();
            run.Log.Information("Stopping all children; once more kills them");
            await door.DisposeAsync();
            await run.Spinner.DisposeAsync();
            await announced;
        }

        await api.EndAsync();
        await StopAsync(api, signals.Kill);
        run.Log.Information("Stopped");
        return signals.Kill.IsCancellationRequested ? 1 : 0;
    }

    private static Maintenance CreateMaintenance(ControlSocket socket, DaemonApi api, ILogger log)
    {
        var transport = api.App.Services.GetRequiredService<ControlTransport>();
        var upkeep = new Maintenance(TimeProvider.System, log);
        upkeep.Add($"The control socket {socket.Path}", () =>
        {
            if (transport.Restore()) log.Warning("The control socket {Socket} was gone; it is there again", socket.Path);
        });
        upkeep.Add("The lock of the control socket", socket.RestoreLock);
        upkeep.Add("The audit", api.Audit.ReportDue);
        upkeep.Add("The page", api.Page.CloseUnused);
        upkeep.Add("The heap", HeapTrimmer.Own().Look);
        upkeep.Begin();
        return upkeep;
    }

    /// <summary>Nobody has the ports any more: children may start, and the file may be read again.</summary>
    private static void Begin(Running run, Reloader reloader)
    {
        run.Spinner.Manager.Tell(new BeginAutostart(), ActorRefs.NoSender);
        run.Manager.Ready();
        run.Signals.OnReload(() => _ = ReloadAsync(reloader, run));
    }

    /// <summary>Readers who read get the end of what they read; those who have stopped do not keep the daemon.</summary>
    private static async Task StopAsync(DaemonApi api, CancellationToken kill)
    {
        using var late = new CancellationTokenSource(Farewell, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, kill);
        await Task.WhenAll(api.App.StopAsync(either.Token), api.Page.StopAsync(either.Token));
    }

    private static async Task ReloadAsync(Reloader reloader, Running run)
    {
        var log = run.Log;
        run.Manager.Reloading();
        try
        {
            var (done, errors) = await reloader.ReloadAsync(CancellationToken.None);
            if (done is not null)
                log.Information(
                    "Reloaded: {Added} added, {Removed} removed, {Changed} changed", done.Added.Count, done.Removed.Count, done.Changed.Count);
            else log.Error("Not reloaded, the old configuration stays in force: {Errors}", errors);
        }
        catch (Exception error)
        {
            // Nobody awaits it: what is not told here is told nowhere.
            log.Error(error, "The reload failed");
        }
        finally
        {
            run.Manager.Ready();
        }
    }

    // Nothing is started yet: that begins when the daemon has all the ports it listens on.
    private static LocalSpinner CreateSpinner(ActorSystem system, Declarations declarations)
    {
        try
        {
            return (LocalSpinner)SpinnerExtensions.Create(system, declarations.Spinner(), SpinnerExtensions.DefaultName, [], autostarts: false);
        }
        catch (Exception cannot) when (cannot is IOException or PlatformNotSupportedException or SpinnerRejectedException)
        {
            throw new DaemonException($"{cannot.Message} See engine and state-dir in the block spinner of {declarations.File.Source}.", cannot);
        }
    }

    private static void CreateLogDirectory(string directory)
    {
        try
        {
            LogPaths.EnsureDirectory(directory);
        }
        catch (IOException refused)
        {
            throw new DaemonException(
                $"The directory of the logs '{directory}' cannot be made: {refused.Message} Choose another with host.log-dir.", refused);
        }
    }

    private static async Task ListenAsync(DaemonApi api, Running run)
    {
        try
        {
            await api.App.StartAsync();
            await api.Page.BeginAsync();
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            var places = run.Declarations.File.Host.Listen is { } tcp ? $"{run.Socket} and {tcp}" : run.Socket;
            throw new DaemonException($"The control API cannot listen on {places}: {taken.Message}", taken);
        }
    }

    private static async Task UntilAsync(CancellationToken token)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.UnsafeRegister(_ => fired.TrySetResult(), null);
        await fired.Task;
    }
}
