using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>What the libtorch plug-in offers for measuring the teacher.</summary>
public interface ITeacherMeterLoader
{
    /// <summary>Loads the five networks on the CPU.</summary>
    /// <param name="family">Which networks they are.</param>
    /// <param name="weightsOf">Gives the weights of a network; asked for one after another.</param>
    /// <param name="threads">Threads of the whole process's libtorch.</param>
    /// <param name="precision"><see cref="TeacherPrecision.Full"/> or <see cref="TeacherPrecision.Reduced"/>.</param>
    /// <exception cref="BadInputException">libtorch cannot be loaded, or computes wrong results on this processor.</exception>
    ITeacherMeter Load(TeacherFamily family, Func<TeacherNetwork, StateDict> weightsOf, int threads, TeacherPrecision precision = TeacherPrecision.Full);
}
