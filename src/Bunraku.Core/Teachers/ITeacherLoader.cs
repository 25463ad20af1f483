using System.Security.Cryptography;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>Loads teachers: the libtorch plug-in is one, and other engines may be.</summary>
public interface ITeacherLoader
{
    /// <summary>Loads the five networks of a folder, after all five files have been checked.</summary>
    /// <param name="family">Which networks they are.</param>
    /// <param name="weightsFolder">The folder of the five <c>.pt</c> files.</param>
    /// <param name="device">auto, cpu, cuda or mps.</param>
    /// <param name="precision">The numbers to compute with.</param>
    /// <param name="progress">Is told of every file before it is read, on the caller's thread.</param>
    /// <param name="hash">Takes the name and the SHA-256 of every file in turn; null where nobody asks for it.</param>
    /// <exception cref="BadInputException">A file is missing or wrong (all problems in one message), the device is not there, or libtorch computes wrong results on this processor.</exception>
    ITeacherSystem Load(TeacherFamily family, string weightsFolder, string device, TeacherPrecision precision = TeacherPrecision.Full, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null);
}
