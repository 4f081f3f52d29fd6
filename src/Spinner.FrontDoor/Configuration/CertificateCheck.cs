using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Spinner.Actors.Configuration;

namespace Spinner.FrontDoor.Configuration;

/// <summary>A certificate must be readable, and its key must fit, before anything listens.</summary>
static class CertificateCheck
{
    public static void Check(OptionErrors errors, string option, string host, FrontDoorCertificate files)
    {
        var where = $"{option}[{OptionError.Format(host)}]";
        errors.Require(host == "*" || HostText.IsPattern(host), where, host, $"{HostText.AllowedPattern}, or *");
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(files.Cert, files.Key);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            errors.Add(where, $"{files.Cert}, {files.Key}: {unreadable.Message}", "two readable PEM files, a certificate and the key that belongs to it");
        }
    }
}
