using System.Globalization;
using Akka.Hosting;
using Akka.Logger.Serilog;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace Spinner.Actors.Tests.Logs;

/// <summary>The README's way to Serilog.</summary>
static class ReadmeLogging
{
    public static void Configure(HostApplicationBuilder builder)
    {
        builder.Services.AddSerilog(log => log.WriteTo.Console(
            outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Child} {Message:lj}{NewLine}{Exception}", formatProvider: CultureInfo.InvariantCulture));
        builder.Services.AddAkka("app", akka => akka
            .ConfigureLoggers(l => { l.ClearLoggers(); l.AddSerilogLogging(); })
            .WithSpinner());
    }
}
