using System.Diagnostics;
using Spinner.Actors;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>haproxy with one thread before a child on a unix socket, its connections kept open and the same headers added as by ours.</summary>
internal sealed class Haproxy : IDisposable, IRival
{
    private readonly Process _process;

    public Haproxy(string program, string directory, int port, ChildEndpoint child)
    {
        var config = Path.Combine(directory, "haproxy.cfg");
        File.WriteAllText(config, $"""
            global
              nbthread 1
              maxconn 4000
            defaults
              mode http
              timeout connect 5s
              timeout client 1m
              timeout server 1m
              http-reuse always
            frontend door
              bind 127.0.0.1:{port}
              http-request set-header X-Forwarded-For %[src]
              http-request set-header X-Forwarded-Host %[req.hdr(host)]
              http-request set-header X-Forwarded-Proto http
              http-request set-header Forwarded for=%[src];host="%[req.hdr(host)]";proto=http
              default_backend child
            backend child
              server child unix@{child.PortValue}

            """);
        _process = Process.Start(new ProcessStartInfo(program, ["-db", "-q", "-f", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    public int Pid => _process.Id;

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
