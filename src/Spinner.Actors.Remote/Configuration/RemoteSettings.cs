using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor.Setup;
using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.Actors.Remote.Sealing;

namespace Spinner.Actors.Remote.Configuration;

/// <summary>The settings in force: options, block and defaults put together and found right. An actor system carries them as a setup.</summary>
sealed class RemoteSettings : Setup
{
    private RemoteSettings(SpinnerRemoteOptions options, bool isClient, X509Certificate2? certificate, X509Certificate2Collection authorities)
    {
        Options = options;
        IsClient = isClient;
        Certificate = certificate;
        Authorities = authorities;
    }

    /// <summary>Every option that has a default is given.</summary>
    public SpinnerRemoteOptions Options { get; }

    /// <summary>Whether this node only controls others.</summary>
    public bool IsClient { get; }

    /// <summary>With its private key; null exactly when TLS is off.</summary>
    public X509Certificate2? Certificate { get; }

    public X509Certificate2Collection Authorities { get; }

    public TimeProvider Clock => Options.Clock;

    public TimeSpan AnswerTimeout => Options.AnswerTimeout!.Value;

    public TimeSpan LostAfter => Options.LostAfter!.Value;

    public TimeSpan Heartbeat => Options.HeartbeatInterval!.Value;

    /// <summary>What a body may have: it travels as base64 in an envelope.</summary>
    public int MaxBody => (Options.MaxMessage!.Value - 8 * 1024) / 4 * 3;

    /// <param name="config">Where the block may stand.</param>
    /// <param name="given">Win over it.</param>
    /// <param name="isClient">As <see cref="IsClient"/>.</param>
    /// <param name="what">Whose settings they are, for the message.</param>
    /// <exception cref="ConfigurationException">Something is wrong; the message names all of it.</exception>
    public static RemoteSettings Read(Config config, SpinnerRemoteOptions given, bool isClient = false, string what = "the remote spinner")
    {
        var errors = new OptionErrors();
        RemoteOptionsCheck.CheckEach(errors, given);
        var options = (isClient ? ClientDefaults.Of(given) : given).Over(RemoteHocon.Read(errors, config)).Over(RemoteHocon.Defaults);
        RemoteOptionsCheck.CheckTogether(errors, options);
        var certificate = options.Tls == true ? ReadCertificate(errors, options) : null;
        var authorities = ReadAuthorities(errors, options);
        return errors.Found.Count == 0
            ? new RemoteSettings(options, isClient, certificate, authorities)
            : throw new ConfigurationException($"The settings of {what} are wrong: {string.Join("; ", errors.Found)}");
    }

    private static X509Certificate2? ReadCertificate(OptionErrors errors, SpinnerRemoteOptions options)
    {
        try
        {
            var certificate = options.Certificate
                ?? (options.CertificateFile is { } file ? X509CertificateLoader.LoadPkcs12FromFile(file, options.CertificatePassword) : null);
            if (certificate is null) return null; // reported already
            errors.Require(certificate.HasPrivateKey, "Certificate", certificate.Subject, "a certificate with its private key");
            errors.Require(SessionSeal.Supports(certificate), "Certificate", certificate.Subject, "an RSA or ECDSA key");
            var now = options.Clock.GetUtcNow();
            errors.Require(
                now >= certificate.NotBefore.ToUniversalTime() && now <= certificate.NotAfter.ToUniversalTime(), "Certificate", certificate.Subject,
                $"one that is valid now; this one is from {certificate.NotBefore:u} to {certificate.NotAfter:u}");
            return certificate;
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            errors.Add(nameof(options.CertificateFile), options.CertificateFile, $"a PKCS#12 file that can be read; {wrong.Message}");
            return null;
        }
    }

    private static X509Certificate2Collection ReadAuthorities(OptionErrors errors, SpinnerRemoteOptions options)
    {
        var authorities = new X509Certificate2Collection();
        if (options.AuthoritiesFile is not { } file) return authorities;
        try
        {
            authorities.ImportFromPemFile(file);
            errors.Require(authorities.Count > 0, nameof(options.AuthoritiesFile), file, "a PEM file with at least one certificate");
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            errors.Add(nameof(options.AuthoritiesFile), file, $"a PEM file that can be read; {wrong.Message}");
        }

        return authorities;
    }
}
