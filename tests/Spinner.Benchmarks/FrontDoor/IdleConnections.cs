using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>What a connection costs that has asked once and stays open.</summary>
internal static class IdleConnections
{
    public const string Verb = "hold";

    private const int Count = 1000;

    /// <summary>KiB of each, by how much the resident memory of a server grows; the connections are another process's.</summary>
    public static async Task<double> MeasureAsync(int port, Func<long> residentKiB)
    {
        var before = residentKiB();
        using var holder = Process.Start(new ProcessStartInfo("dotnet", [typeof(IdleConnections).Assembly.Location, Verb, $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        await holder.StandardOutput.ReadLineAsync();
        var after = residentKiB();
        holder.StandardInput.Close();
        await holder.StandardOutput.ReadToEndAsync();
        return (after - before) / (double)Count;
    }

    /// <summary>The other process.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> HoldAsync(string port)
    {
        var held = new List<Socket>();
        var answer = new byte[4096];
        for (var i = 0; i < Count; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            held.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
            await socket.SendAsync("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n"u8.ToArray());
            await socket.ReceiveAsync(answer);
        }

        Console.WriteLine("held");
        await Console.In.ReadLineAsync();
        foreach (var socket in held) socket.Dispose();
        return 0;
    }
}
