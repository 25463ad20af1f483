namespace Bunraku.Benchmarks;

/// <summary>How this program ends, as every command of Bunraku does.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int BadInput = 2;
}
