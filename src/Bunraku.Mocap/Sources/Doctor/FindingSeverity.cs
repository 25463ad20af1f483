namespace Bunraku.Mocap.Sources.Doctor;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>All is as it should be.</summary>
    Good,

    /// <summary>Something to try or to know.</summary>
    Hint,

    /// <summary>It works, but not as well as it could.</summary>
    Warning,

    /// <summary>It does not work because of this.</summary>
    Problem,
}
