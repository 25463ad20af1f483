namespace Bunraku.Core.Errors;

/// <summary>Whether unexpected failures show where they happened, for a person who wants to report one.</summary>
public static class StackTraces
{
    /// <summary>The variable of the environment that asks for them with the value 1.</summary>
    public const string Variable = "BUNRAKU_TRACE";

    /// <summary>Whether the variable asks for them.</summary>
    public static bool AreShown => Environment.GetEnvironmentVariable(Variable) == "1";
}
