using System.Diagnostics;
using Spinner.Actors;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>nginx with one worker before a child on a unix socket, its connections kept open and the same headers added as by ours.</summary>
internal sealed class Nginx : IDisposable, IRival
{
    private readonly Process _process;

    public Nginx(string program, string directory, int port, ChildEndpoint child)
    {
        var config = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(config, $$"""
            worker_processes 1; daemon off; master_process off; pid {{directory}}/nginx.pid; error_log stderr crit;
            events { worker_connections 4096; }
            http {
              access_log off; client_max_body_size 0; proxy_request_buffering off; keepalive_requests 1000000000;
              client_body_temp_path {{directory}}; proxy_temp_path {{directory}}; fastcgi_temp_path {{directory}};
              uwsgi_temp_path {{directory}}; scgi_temp_path {{directory}};
              upstream child { server unix:{{child.PortValue}}; keepalive 128; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass http://child; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
                  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Host $http_host;
                  proxy_set_header X-Forwarded-Proto $scheme;
                  proxy_set_header Forwarded "for=$remote_addr;host=\"$http_host\";proto=$scheme";
                }
              }
            }
            """);
        _process = Process.Start(new ProcessStartInfo(program, ["-p", directory, "-c", config]) { RedirectStandardError = true })!;
    }

    public int Pid => _process.Id;

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
