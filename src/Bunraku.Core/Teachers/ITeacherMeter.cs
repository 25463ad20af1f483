namespace Bunraku.Core.Teachers;

/// <summary>The teacher, with a look at what its time is spent on.</summary>
public interface ITeacherMeter : IDisposable
{
    /// <summary>The networks.</summary>
    ITeacherSystem System { get; }

    /// <summary>libtorch's version.</summary>
    string LibTorchVersion { get; }

    /// <summary>Does something and writes down every convolution and matrix product that the networks compute meanwhile.</summary>
    /// <returns>How many there were.</returns>
    int Record(Action action);

    /// <summary>
    /// Computes what was written down once more, one after the other, each alone on other numbers of the same shapes and layouts.
    /// </summary>
    /// <returns>The sum of their times in milliseconds, without the making of the numbers.</returns>
    double TimeRecordedMs();
}
